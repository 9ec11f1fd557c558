// 订阅消息: what config/templates/wechat.json says of a template against the vendor's list, by the server's own client.
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

export const templatesInFile = () =>
  JSON.parse(readFileSync(join(root, 'config/templates/wechat.json'), 'utf8'))

/** Sentences of what WeChat would refuse; `asked`: false where no secret is given, so that nothing was compared. */
export async function comparedTemplates(env) {
  if (!env.WECHAT_SECRET) return { asked: false, faults: [] }
  const { WeChatClient, templateFaults } = await serverClient()
  const client = new WeChatClient({
    appid: env.WECHAT_APPID,
    secret: env.WECHAT_SECRET,
    clock: { now: () => new Date() },
    ...(env.WECHAT_BASE_URL ? { baseUrl: env.WECHAT_BASE_URL } : {}),
  })
  const answer = await client.ownTemplates()
  if (answer.kind !== 'ok') {
    const why = answer.kind === 'refused' ? `${answer.code} ${answer.message}` : answer.detail
    return {
      asked: true,
      faults: [`没有从微信取到模板（${why}）：请核对 WECHAT_SECRET，本机的 IP 要在公众平台的白名单里。`],
    }
  }
  const { published, emergency } = templatesInFile()
  const ours = [
    { ...published, templateId: env.WECHAT_TEMPLATE_PUBLISHED },
    { ...emergency, templateId: env.WECHAT_TEMPLATE_EMERGENCY },
  ]
  return { asked: true, faults: templateFaults(ours, answer.value) }
}

/** The server is TypeScript: its client is bundled for this one question. */
async function serverClient() {
  const outfile = join(root, 'node_modules', `.release-client-${process.pid}.cjs`)
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['server/src/channels/wechat/index.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
      // Typebox and the contract are the workspace's own sources.
      alias: { '@hutang/shared': './shared/src/index.ts' },
      logLevel: 'error',
    })
    return (await import(pathToFileURL(outfile).href)).default
  } finally {
    rmSync(outfile, { force: true })
  }
}
