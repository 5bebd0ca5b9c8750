interface Props {
  readonly label: string;
  readonly columns: readonly string[];
  /** The rows. */
  readonly children: React.ReactNode;
}

/** Prompts and answers side by side, which scroll by themselves. */
export function AnswersTable({ label, columns, children }: Props): React.JSX.Element {
  return (
    <div className="answers" role="region" aria-label={label} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
