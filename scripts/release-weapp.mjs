// Builds the mini-program for release and writes what the vendor's console asks for:
// `API_BASE=https://… WECHAT_APPID=wx… WECHAT_VERSION=1.2.0 npm run release:weapp`. Whatever WeChat would refuse stops it
// with a sentence. `--built=FOLDER` takes a folder that is built already. Every step: docs/wechat-release.zh-CN.md.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { budgets, buildMiniapp, distOf } from './build-miniapp.mjs'
import { ignored, readBundle } from './release/bundle.mjs'
import { faultsOf } from './release/environment.mjs'
import { papersOf } from './release/papers.mjs'
import { declarationOf } from './release/privacy.mjs'
import { comparedTemplates } from './release/templates.mjs'
import { wxFunctions } from './release/wx-functions.mjs'

/** Of one package by the vendor, of all together by ourselves: a phone in a village loads them over a slow network. */
const most = { package: 2_000_000, total: 2_000_000 }

/** What WeChat would not take of the built folder. */
function bundleFaults({ main, packages, total, origins, sitemap }, origin) {
  const tooLarge = (name, bytes, limit) =>
    bytes > limit ? [`${name}有 ${Math.ceil(bytes / 1000)} kB，最多 ${limit / 1000} kB。`] : []
  const elsewhere = [...origins].filter((one) => /^http:\/\/(127\.|localhost|\[)/.test(one))
  return [
    ...tooLarge('主包', main, budgets.weappMain),
    ...packages.flatMap(({ name, bytes }) => tooLarge(`分包 ${name} `, bytes, most.package)),
    ...tooLarge('整个小程序', total, most.total),
    ...(origins.has(origin) ? [] : [`包里没有 ${origin}：它不是用这个 API_BASE 做的，请重新做。`]),
    ...elsewhere.map((one) => `包里还写着 ${one}，手机上连不到。`),
    ...(sitemap ? [] : ['包里没有 sitemap.json：名单会被微信搜索收录。']),
  ]
}

/** The built folder carries the appid and the version, so that it is opened in WeChat DevTools as it is. */
function writeProject(dist, { WECHAT_APPID: appid, WECHAT_VERSION: version }) {
  const file = join(dist, 'project.config.json')
  const project = JSON.parse(readFileSync(file, 'utf8'))
  const packOptions = { ...project.packOptions, ignore: ignored }
  const released = { ...project, appid, description: `护塘 ${version}`, packOptions }
  writeFileSync(file, `${JSON.stringify(released, null, 2)}\n`)
}

function refuse(faults) {
  console.error(['还不能做发布版：', ...faults.map((fault) => `  ${fault}`)].join('\n'))
  process.exit(1)
}

async function release(env, built) {
  const missing = faultsOf(env)
  if (missing.length > 0) refuse(missing)
  if (!built) await buildMiniapp('weapp')
  const dist = built ?? distOf('weapp')
  if (!existsSync(join(dist, 'app.json'))) refuse([`${dist} 里没有做好的小程序。`])
  const notes = join(dirname(dist), `weapp-${env.WECHAT_VERSION}.md`)
  // Of an earlier try: what stands there would not be of this folder.
  rmSync(notes, { force: true })
  const bundle = readBundle(dist)
  const { declared, faults: undeclared } = declarationOf(bundle, wxFunctions())
  const templates = await comparedTemplates(env)
  const faults = [...bundleFaults(bundle, env.API_BASE), ...undeclared, ...templates.faults]
  if (faults.length > 0) refuse(faults)
  writeProject(dist, env)
  const papers = papersOf({
    version: env.WECHAT_VERSION,
    origin: env.API_BASE,
    appid: env.WECHAT_APPID,
    bundle,
    declared,
    templatesAsked: templates.asked,
  })
  writeFileSync(notes, papers)
  console.log(`发布版在 ${dist}：用微信开发者工具打开它，上传，再提交审核。`)
  console.log(`要填的（域名、隐私、审核说明）在 ${notes}。`)
  if (!templates.asked) console.log('订阅消息的模板没有核对：没有写 WECHAT_SECRET。服务启动时会核对。')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, folder] = /^--built=(.+)$/.exec(process.argv[2] ?? '') ?? []
  await release(process.env, folder && resolve(folder))
}
