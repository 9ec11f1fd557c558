import type { Role } from '../config-roles'
import type { Door } from '../features/setup'

export interface BannerOptions {
  url: string
  demo: boolean
  readyMs: number
  h5: boolean
  personas: readonly { persona: string; what: string }[]
  /** What a real installation still waits for. */
  door: Door | null
  wechat: boolean
}

const doorLines = (door: Door | null): string[] => {
  if (door === null) return []
  return door.kind === 'setup'
    ? [
        `  启用 setup    ${door.link}`,
        '                在浏览器里打开它，登记村镇、办公室和人员；只能用一次，24 小时内有效，重新启动会换一个。',
      ]
    : [
        `  管理员        ${door.link}`,
        `                ${door.name}还没有登录过：请用这个地址登录，只能用一次，7 天内有效。`,
      ]
}

const tasks: Partial<Record<Role, string>> = {
  worker: '负责通知 worker',
  scheduler: '负责定时 scheduler',
}

/** Of a process that serves no pages. */
export function readyOf(roles: ReadonlySet<Role>, readyMs: number, health: string): string {
  const does = [...roles].flatMap((role) => tasks[role] ?? []).join('、')
  return [
    `护塘已经就绪，用了 ${(readyMs / 1000).toFixed(1)} 秒，这个进程${does} · ready`,
    ...(health ? [`  健康检查 health  ${health}/readyz`] : []),
  ].join('\n')
}

/** Where to look, in the words of both readers: who runs it and who tries it. */
export function banner(options: BannerOptions): string {
  const { url } = options
  const ready = `护塘已经就绪，用了 ${(options.readyMs / 1000).toFixed(1)} 秒 · ready`
  if (!options.demo)
    return [
      ready,
      ...doorLines(options.door),
      `  小程序 app    ${url}/`,
      `  接口 API      ${url}/docs`,
      ...(options.wechat ? [] : ['  微信还没接上：提醒先留在消息里。']),
      '按 Ctrl-C 停止 · stop',
    ].join('\n')
  return [
    '',
    ready,
    '',
    ...(options.h5
      ? [`  小程序 app     ${url}/`]
      : ['  小程序还没有构建，请运行 npm start · the app is not built']),
    `  演示 demo      ${url}/demo`,
    `  手机 phone     ${url}/demo/phone`,
    `  接口文档 API   ${url}/docs`,
    `  正式启用       先 DATA_DIR=./village npm run admin -- secrets，再 DATA_DIR=./village DEMO=0 npm start`,
    '',
    '  可以用的身份 personas（在小程序“我的”里登录，或从演示页进入）：',
    ...options.personas.map(({ persona, what }) => `    ${persona.padEnd(20)}${what}`),
    '',
    '按 Ctrl-C 停止，数据会留着 · Ctrl-C stops it, the data stay',
  ].join('\n')
}
