import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface RunningProvider {
  url: string
  stop(): Promise<void>
}

/** The provider of `oidc-provider.mjs`, which sends the browser back to `redirect`. */
export function startProvider(redirect: string): Promise<RunningProvider> {
  const child = spawn(process.execPath, [join(__dirname, 'oidc-provider.mjs'), redirect], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const stop = () =>
    new Promise<void>((done) => {
      child.once('exit', () => done())
      child.kill('SIGTERM')
    })
  return new Promise((found, failed) => {
    let said = ''
    child.stdout.on('data', (part) => {
      said += part
      const url = /issuer (\S+)/.exec(said)?.[1]
      if (url) found({ url, stop })
    })
    child.once('exit', (code) => failed(new Error(`the provider ended with ${code}`)))
  })
}
