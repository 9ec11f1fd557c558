import type { FastifyInstance } from 'fastify'
import { StartProblem } from './problem'

/** Answers the address it listens at; `setting` is what the person at the terminal would change. */
export async function listen(
  app: FastifyInstance,
  host: string,
  port: number,
  setting: 'PORT' | 'HEALTH_PORT' = 'PORT',
): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new StartProblem(
        `端口 ${port} 已被占用，请关掉占用它的程序，或换一个：${setting}=${port + 1} npm start。`,
      )
    if (code === 'EACCES')
      throw new StartProblem(`没有权限使用端口 ${port}，请换一个大于 1024 的：${setting}=3000 npm start。`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartProblem(`HOST=${host} 不是这台机器的地址，请改成 127.0.0.1 或 0.0.0.0。`)
    throw problem
  }
  const address = app.server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return `http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${actual}`
}
