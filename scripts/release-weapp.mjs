// Builds the mini-program for release: `API_BASE=https://… WECHAT_APPID=wx… npm run release:weapp`. WeChat takes neither an
// address without https nor a tourist's appid, and a phone would find no service at this machine's own address.
// https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html
import { readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildMiniapp, distOf } from './build-miniapp.mjs'

/** Why this environment makes no release, one sentence each; empty when it does. */
function faultsOf({ API_BASE = '', WECHAT_APPID = '' }) {
  const faults = []
  if (!isPublicOrigin(API_BASE)) {
    faults.push(
      'API_BASE 要写服务的 https 域名，例如 API_BASE=https://hutang.example.gov.cn（不能是 IP、本机，末尾不带路径）。',
    )
  }
  if (!/^wx[0-9a-f]{16}$/.test(WECHAT_APPID)) {
    faults.push(
      'WECHAT_APPID 要写小程序的 AppID：wx 开头，后面 16 位数字或小写字母 a–f，在微信公众平台“开发管理”里。',
    )
  }
  return faults
}

function isPublicOrigin(text) {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, origin } = new URL(text)
  const bare = hostname.replace(/^\[|\]$/g, '')
  return protocol === 'https:' && origin === text && isIP(bare) === 0 && /\.[a-z]/.test(bare)
}

/** The built folder carries the appid, so that it is opened in WeChat DevTools as it is. */
function writeAppid(appid) {
  const file = join(distOf('weapp'), 'project.config.json')
  const project = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, `${JSON.stringify({ ...project, appid }, null, 2)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = faultsOf(process.env)
  if (faults.length > 0) {
    console.error(['还不能做发布版：', ...faults.map((fault) => `  ${fault}`)].join('\n'))
    process.exit(1)
  }
  await buildMiniapp('weapp')
  writeAppid(process.env.WECHAT_APPID)
  console.log('发布版在 miniapp/dist/weapp：用微信开发者工具打开它，上传，再提交审核。')
}
