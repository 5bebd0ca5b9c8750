/** One fact: what it is called and what it is; left out when there is nothing to say. */
export type Fact = readonly [name: string, value: string | number | null | undefined];

/** Facts in a grid, numbers and names aligned. */
export function Facts({ facts }: { facts: readonly Fact[] }): React.JSX.Element {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={String(value)}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
