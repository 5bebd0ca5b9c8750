import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** A door to a server on a loopback port that can be shut and opened again, as a network would. */
export class Proxy {
  private readonly open = new Set<Socket>();

  private constructor(
    private server: Server,
    private readonly to: number,
    readonly port: number,
  ) {}

  static async start(to: number): Promise<Proxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new Proxy(server, to, (server.address() as AddressInfo).port);
    proxy.serve(server);
    return proxy;
  }

  private serve(server: Server): void {
    server.on('connection', (near) => {
      const far = connect(this.to, '127.0.0.1');
      for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
        this.open.add(socket);
        socket.pipe(other);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          this.open.delete(socket);
          other.destroy();
        });
      }
    });
  }

  /** Cuts every connection and takes no new ones. */
  async shut(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.open) socket.destroy();
    await closed;
  }

  async reopen(): Promise<void> {
    this.server = createServer();
    this.serve(this.server);
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }
}
