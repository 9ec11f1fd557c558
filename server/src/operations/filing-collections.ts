/** What the filing pack (备案材料) says of a collection beside its fields, which the models say themselves. */
interface Kept {
  /** What it is for. */
  about: string
  /** What of people is in it; 无: nothing. */
  people: string
  /** How long it stays where no TTL index says so. */
  stays: string
}

const untilEnded = '在用期间'
const village = '村务档案，长期；隐私撤下的立即删除'
const unlimited = '长期，目前没有自动清理'
/** Goes with the account (注销), whatever else is said. */
const untilLeft = '长期，没有自动清理；本人注销即删'
const untilLeftOrDisputed = '长期：争议时要查得到；本人注销即删'

const kept = (about: string, people = '无', stays = untilEnded): Kept => ({ about, people, stays })

/** By the collection's stored name; a test holds it against the models. */
export const collections: Record<string, Kept> = {
  settings: kept('整套安装的设置：数据是正式的还是演示的'),
  marks: kept('多个进程之间告知“哪里变了”', '内部编号'),
  vendortokens: kept('微信的调用凭据，加密（AES-256-GCM），几个进程共用'),
  uncheckedwords: kept(
    '不经审核的话（称呼、提问、诉求等）里，微信还没有检查的、检查没有通过的',
    '写的人的账号编号和微信编号、写的话；注销、隐私撤下的立即删除',
    '没有检查的三十天；没有通过的，镇里看过即删',
  ),
  revocations: kept('微信推来的撤回授权、注销', '办完以前的微信编号，办完即删', '办完后两年'),
  ticks: kept('定时的事做到了哪一次', '无', '长期'),
  migrations: kept('已经做过的数据升级', '无', '长期'),
  setup: kept('启用（/setup）的进度；启用码只存哈希', '启用时登记的办公室人员，写完即清空'),
  audit: kept(
    '操作记录：谁、什么时候、做了什么',
    '账号和人员的内部编号，网络地址只留前 24 位（IPv6 前 48 位）',
  ),
  regions: kept('区县、镇、村和办公室', '办公室电话、地址'),
  groups: kept('村民小组'),
  households: kept(
    '户籍户、承包户、成员户',
    '户号、户主姓名、组别、小区的楼号（可写到门牌）',
    '并户或没有人以后标为结束，不删除',
  ),
  people: kept(
    '村民、办公室人员、企业联系人',
    '姓名、与户主关系、性别、出生年、是否集体成员；手机号加密（AES-256-GCM），另存带密钥的哈希用来比对。没有身份证号、银行卡号',
    '迁出、去世标明状态，不删除',
  ),
  roles: kept(
    '岗位：谁、在哪里、从哪天到哪天',
    '人员编号、请假日期、回避询问的回答',
    '长期：审核和发布要查得到当时的岗位',
  ),
  accounts: kept('登录的账号', '微信 openid 或统一认证编号、显示的名字', untilLeft),
  sessions: kept('登录的设备，可由本人结束', '浏览器和系统的名字、网络前 24 位'),
  invites: kept('登录单；只存码的哈希', '人员编号'),
  scans: kept('扫码登录的等待', '账号编号、网络前 24 位'),
  oidcattempts: kept('去统一认证登录、还没有回来的', '账号编号'),
  claims: kept('认证申请', '姓名、户号，谁核对的', untilLeftOrDisputed),
  slips: kept('入户认证单；只存号码的哈希', '发单人的姓名和编号', '换一张新的就覆盖'),
  consents: kept('让家人代看的授权码；只存号码的哈希', '户或人的编号，谁让看的', '十分钟，纸条七天'),
  tries: kept('认证试错的次数', '账号或户的编号'),
  registerstates: kept('户籍册现在有没有人在改'),
  registerimports: kept('户籍册导入的批次', '导入人的姓名', '没有确认的 30 天后删除；确认过的留下批次和数目'),
  registerlines: kept(
    '户籍册导入的每一行',
    '同“people”，手机号同样加密；身份证号、银行卡号读到就丢，不存',
    '30 天后删除',
  ),
  registerplaces: kept('片区、埭/楼组、动迁小区', '片长、包干党员的姓名'),
  registerevents: kept(
    '手工登记：出生、去世、迁出、分户、并户',
    '改动前后的内容，谁改的',
    '长期：户籍册的来历',
  ),
  registercounties: kept('全县户籍册文件的进度', '导入人的姓名', '长期'),
  announcements: kept('公开以后要告诉哪些人的清单', '无', '长期'),
  policies: kept(
    '政策：现行的一版、额满和延期、点“我要办”的次数（不记是谁）、打不开的网址',
    '经办、签发人的姓名和岗位',
    '政务档案，长期',
  ),
  itemlinks: kept('公开目录里网上办的网址，打不打得开', '无', '长期'),
  policyeditions: kept('政策的每一版和审签经过', '经办、审查、签发人的姓名和岗位', '政务档案，长期'),
  notices: kept('公开信息：现在是哪一版', '经办、审核、发布人的姓名和岗位', village),
  editions: kept(
    '每一版的内容和经过',
    '内容本身；证件号、卡号、手机号、车牌号、住址在写的时候拦下，办公地址和联系方式两项除外',
    village,
  ),
  editionrows: kept('附表的行', '姓名、户号、金额等，按脱敏级显示', village),
  pictures: kept('图片，拍照地点已去掉；线下审核单的照片；单据的每一页', '照片本身', village),
  wallreports: kept(
    '公开墙：组长报的地点、问题、进度',
    '报的人的姓名和组；文中的村民姓名存之前已遮住',
    village,
  ),
  handovers: kept('交接清单', '人员编号', '长期'),
  turnovers: kept('换届', '上任人员的姓名、加密的手机号，离任人员的编号', '长期'),
  subscriptions: kept('订阅，含已经退订的', '人员编号', untilLeft),
  preferences: kept('字号、免打扰、要不要微信提醒', '人员编号', untilLeft),
  matches: kept('收件箱', '人员编号、为什么收到、什么时候读的', untilLeft),
  deliveries: kept('投递', '人员编号、消息标题', '长期，没有自动清理；本人注销，标题即清空'),
  attempts: kept(
    '每个渠道的一次尝试',
    '人员编号、openid、手机号带密钥的哈希',
    '长期，没有自动清理；本人注销，openid 即清空',
  ),
  runs: kept('每半小时一次的汇总做到了哪里', '人员编号', unlimited),
  pauses: kept('运维暂停了的渠道', '操作者的网段'),
  grants: kept('微信的一次授权', 'openid', untilLeft),
  slots: kept('每个渠道同一时段最多发几条'),
  counters: kept('每天的额度、每月的短信费'),
  smsholds: kept('一条短信预留的费用', '号码只存带密钥的哈希', '四十天'),
  smsstops: kept('暂停的短信渠道'),
  emailaddresses: kept(
    '收邮件的邮箱',
    '邮箱加密（AES-256-GCM），另存带密钥的哈希；人员编号',
    '本人删掉，或人不在了就删除',
  ),
  emailcodes: kept('还没有确认的邮箱；验证码只存哈希', '邮箱加密，人员编号'),
  visits: kept('入户名单：哪一户要上门说一声', '户和人员的编号，谁告知的、怎样告知的', unlimited),
  scenes: kept(
    '纸上的小程序码打开哪一页，做好的图片（带号码的不存）',
    '认证单的码：村和户号（没有姓名，没有认证用的号码）；政策包的码：企业的编号',
    '长期',
  ),
  postings: kept('发到群里、播报、张榜的记录', '操作人的姓名和编号', '长期'),
  householdproxies: kept('代家人接收', '人员编号、户的编号，谁同意的', untilLeftOrDisputed),
  nonces: kept('微信推送的去重'),
  leaks: kept('隐私撤下的记录，不含撤下的内容', '谁遮住、谁撤下', '长期'),
  leakhouseholds: kept('要告知的户', '户的编号、怎样告知的', '长期'),
  leakreports: kept('“有不该公开的个人信息”的报告', '报告的话；撤下以后清空', '长期'),
  questions: kept(
    '意见和投诉、答复',
    '提出人的账号和姓名（可以不留）、问和答',
    '长期；所问的公开被撤下的，文字清空',
  ),
  enterprises: kept(
    '企业档案（一企一档）',
    '企业自己填的登记信息、各年数据、资质、已享受的政策；只有核实过的本企业人员看得到',
    '长期；没有人管的也留着，重新核实后可以接着用',
  ),
  enterpriselinks: kept(
    '谁可以代表哪家企业：申请、核实、退出',
    '人员和账号的编号、显示的名字，谁核实的；没有核实时本人填的内容，结束后清空',
    untilLeftOrDisputed,
  ),
  enterpriseinvites: kept('请同事加入企业的邀请码；只存哈希', '人员编号'),
  packages: kept('哪家企业符合哪些政策，上次告诉到哪里', '企业编号', '企业档案在，就在'),
  packageseens: kept('上次看政策包时是什么样', '人员编号，哪家企业', '人员注销时删除'),
  packagerounds: kept('给全部企业看一遍政策，看到哪里'),
  appeals: kept(
    '诉求：谁提的、办到哪一步、谁办的、评价',
    '提出人的账号、人员编号和姓名，企业名称，写的话；经办人、帮办人的姓名和岗位',
    '长期：争议时要查得到',
  ),
  oldbatches: kept(
    '补录老公示的每一批：谁导入、谁审核、谁发布',
    '办事人的姓名和编号',
    '没有发布的30天后删除；发布过的长期',
  ),
  oldentries: kept(
    '补录的每一条，等着看、等着改的',
    '当时公开的标题和正文；撤下的立即清空',
    '没有发布的30天后删除；发布过的长期',
  ),
  oldrows: kept(
    '补录的附表，发布以前放在这里',
    '当时公开的表格内容，户号',
    '发布后即删；没有发布的30天后删除',
  ),
  oldpictures: kept('补录的图片，发布以前放在这里', '当时公开的图片', '发布后即删；没有发布的30天后删除'),
  checkups: kept('每个村最近一次老公示体检的数目', '无', '下一次体检更新'),
  checkednotices: kept('体检发现的问题：哪条公开、哪一行、哪一类，不存内容本身', '无', '下一次体检更新'),
  payments: kept(
    '政策兑现：哪家企业的哪项政策办到哪一步',
    '企业的统一社会信用代码、名称、金额、未通过原因；个体工商户的名称可能带经营者姓名',
    '政务档案，长期',
  ),
  paymentimports: kept('兑现表的每次导入，可以撤销', '导入人的姓名和编号', '长期'),
  paymentchanges: kept('一次导入改了哪些行、改以前是什么，撤销时用', '同“payments”', '长期'),
  registeredenterprises: kept('全区企业名录，公开的登记信息', '无', '下一次导入更新'),
}
