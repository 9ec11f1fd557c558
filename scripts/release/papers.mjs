// What has to be typed into the vendor's console for this release, in one file beside the built folder.
import { auditTexts, mostSigns } from './audit.mjs'
import { written } from './privacy.mjs'
import { templatesInFile } from './templates.mjs'

const cell = (text) => String(text).replaceAll('|', '\\|')
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`

const kinds = { once: '一次性订阅', long: '长期订阅' }

export function papersOf({ version, origin, appid, bundle, declared, templatesAsked }) {
  const { host } = new URL(origin)
  const sections = [
    ['上传', uploadText(version, appid, bundle)],
    ['服务器域名', domainsText(origin, host, bundle)],
    ['用户隐私保护指引', privacyText(declared, bundle)],
    ['订阅消息', templatesText(templatesAsked)],
    ['审核说明', auditText()],
    ['包的大小', sizesText(bundle)],
  ]
  return [
    `# 护塘 ${version} 发布材料`,
    '照着往公众平台里填。每一步怎么做、填在哪里，见 docs/wechat-release.zh-CN.md。',
    ...sections.flatMap(([title, text]) => [`## ${title}`, text]),
    '',
  ].join('\n\n')
}

const uploadText = (version, appid, { place }) =>
  [
    `用微信开发者工具打开 \`${place}\`（AppID ${appid}），点“上传”。`,
    `- 版本号：\`${version}\``,
    `- 项目备注：\`护塘 ${version}\``,
  ].join('\n')

function domainsText(origin, host, { functions }) {
  const lines = [
    ['request 合法域名', origin, '所有页面的内容'],
    ...(functions.has('uploadFile')
      ? [['uploadFile 合法域名', origin, '公开的图片、单据、要导入的表格']]
      : []),
    ...(functions.has('downloadFile')
      ? [['downloadFile 合法域名', origin, '看大图、打开附件，张榜和转发的图']]
      : []),
    ['socket 合法域名、业务域名', '不用填', '没有用 WebSocket，也没有内嵌网页'],
  ]
  return `${table(['栏目', '填写', '用来'], lines)}\n\n${host} 要已经备案，证书手机信得过，TLS 1.2 或以上。`
}

function privacyText(declared, { plugins }) {
  const found = table(
    ['勾选', '用途（整句粘贴）', '代码里'],
    declared.map(({ info, purpose, by }) => [info, purpose, by.join('、')]),
  )
  const own = table(
    ['自己补的', '用途（整句粘贴）'],
    written.map(({ info, purpose }) => [info, purpose]),
  )
  const third =
    plugins.length === 0
      ? '没有用插件。'
      : plugins
          .map(
            ({ name, version, provider }) =>
              `用了插件 ${name}（${provider}，${version}），微信会自己列出来。`,
          )
          .join('\n')
  return ['代码里用到的，一条也不能少，也不要多勾：', found, '没有用接口、由本人填写的：', own, third].join(
    '\n\n',
  )
}

function templatesText(asked) {
  const { published, emergency } = templatesInFile()
  const rows = [published, emergency].map(({ title, kind, fields }) => [
    title,
    kinds[kind],
    fields.map(({ key, name }) => `${name}（${key}）`).join('、'),
  ])
  return [
    table(['模板', '类型', '字段'], rows),
    asked
      ? '已经和公众平台“我的模板”核对过，一致。'
      : '没有核对：没有写 WECHAT_SECRET。服务每次启动时会核对，不合的会说出来。',
  ].join('\n\n')
}

const auditText = () =>
  [
    `每一格最多 ${mostSigns} 字。方括号里的，照 docs/wechat-release.zh-CN.md“审核用的村和账号”换成真值，再粘贴第一段；后面几段，审核的人问到时粘贴，或者写进退回后的“反馈”。`,
    ...auditTexts.map(({ title, text }) => `### ${title}\n\n\`\`\`\n${text}\n\`\`\``),
  ].join('\n\n')

const sizesText = ({ main, packages, total }) =>
  table(
    ['包', '大小'],
    [
      ['主包', kilobytes(main)],
      ...packages.map(({ name, bytes }) => [`分包 ${name}`, kilobytes(bytes)]),
      ['合计', kilobytes(total)],
    ],
  )
