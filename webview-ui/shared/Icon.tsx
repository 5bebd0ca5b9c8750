/** A codicon. It says nothing to screen readers: what it stands for is in text or a label beside it. */
export function Icon({ name, className = '' }: { name: string; className?: string }): React.JSX.Element {
  return <span className={`codicon codicon-${name} ${className}`} aria-hidden="true" />;
}
