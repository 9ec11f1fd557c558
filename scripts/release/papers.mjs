// What has to be typed into the vendor's console for this release, in one file beside the built folder.
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

const auditText = () => `\
\`\`\`
本小程序用于村（社区）依法公开村务、镇政府公开政策，村民查看并接收提醒。不登录就能看全部对社会公开的内容。
【村民的功能】1 打开小程序，选“【审核用村名】”。2 我的→登录→微信登录。3 我的→认证，户号填【HT-01-001】，姓名填【审核测试一】，纸条上的号码填【XXXX-XXXX】（只能用一次；不够时用第二户：户号【HT-01-002】，姓名【审核测试二】，号码【XXXX-XXXX】）。认证后可看“我家”、订阅、提意见。
【工作人员的功能】登录页→我有登录单，填【登录单上的码】（只能用一次），进入“工作台”，可起草公开；发布要另一个人审核、第三个人签发，一个账号发布不了。
【内容安全】没有人先审的话，存以前先送 msgSecCheck（2.0）：称呼，意见、投诉和追问、答复，诉求和补充，给家人代看、代家人办事时写的关系，核对身份和企业时不通过的原因，个人信息泄露的报告和处理，企业的名称和经营内容。不通过的当场退回，写明是哪一栏；微信一时查不了的先存下再补查，补查不通过的交镇里处理。意见、投诉只有承办人看得到，不公开展示。公开内容和图片由村镇工作人员撰写，一人写、一人审、一人签发。
【注销】我的→账号和资料→注销账号：先写明删什么、留什么，再确认一次，马上注销，不用联系客服，不用到村委会。撤回同意在同一页。
【手机号】只在本人点“用手机号认证”“用这部手机的号码”时取得。认证时只和户籍册核对，不保存；本人要换手机号的，加密保存，核对通过后换掉户籍册上旧的号码。
\`\`\`

方括号里的，照 docs/wechat-release.zh-CN.md“审核用的村和账号”填好再粘贴。`

const sizesText = ({ main, packages, total }) =>
  table(
    ['包', '大小'],
    [
      ['主包', kilobytes(main)],
      ...packages.map(({ name, bytes }) => [`分包 ${name}`, kilobytes(bytes)]),
      ['合计', kilobytes(total)],
    ],
  )
