import { Component } from 'react';
import { Icon } from './Icon';
import { t } from './strings';

interface Props {
  readonly children: React.ReactNode;
}

/** Keeps a mistake in one part of a view from blanking the rest. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override readonly state = { error: null as Error | null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): React.ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="empty" role="alert">
        <Icon name="error" />
        <p>{error.message}</p>
        <button type="button" className="text-link" onClick={() => this.setState({ error: null })}>
          {t('Try again')}
        </button>
      </div>
    );
  }
}
