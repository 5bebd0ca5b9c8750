import { useId } from 'react';

/** A part of the inspector under a small heading. */
export function Section(props: {
  title: string;
  children: React.ReactNode;
  action?: React.ReactNode;
  className?: string;
}): React.JSX.Element {
  const id = useId();
  return (
    <section className={`section ${props.className ?? ''}`} aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{props.title}</h2>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}
