export interface BannerOptions {
  url: string
  demo: boolean
  readyMs: number
  h5: boolean
  personas: readonly { persona: string; what: string }[]
}

/** Where to look, in the words of both readers: who runs it and who tries it. */
export function banner(options: BannerOptions): string {
  const { url } = options
  const ready = `护塘已经就绪，用了 ${(options.readyMs / 1000).toFixed(1)} 秒 · ready`
  if (!options.demo)
    return [ready, `  小程序 app   ${url}/`, `  接口 API     ${url}/docs`, '按 Ctrl-C 停止 · stop'].join('\n')
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
    '',
    '  可以用的身份 personas（在小程序“我的”里登录，或从演示页进入）：',
    ...options.personas.map(({ persona, what }) => `    ${persona.padEnd(20)}${what}`),
    '',
    '按 Ctrl-C 停止，数据会留着 · Ctrl-C stops it, the data stay',
  ].join('\n')
}
