import { type AuditKind, roleText } from '@hutang/shared'

/** Every act that is recorded, with the kind it is listed under. A new act is one line here and its sentence in `words.rules.ts`. */
export const acts = {
  signedIn: 'signIn',
  signInFailed: 'signIn',
  refreshMisused: 'signIn',
  oidcTied: 'signIn',
  scanConfirmed: 'signIn',
  scanRefused: 'signIn',
  roleGiven: 'role',
  roleEndSet: 'role',
  roleLeaveSet: 'role',
  roleBack: 'role',
  turnoverConfirmed: 'role',
  turnoverTakenBack: 'role',
  workHandedOver: 'role',
  workTakenOver: 'role',
  roleEnded: 'role',
  inviteMade: 'role',
  inviteUsed: 'role',
  setUp: 'setting',
  setupOpened: 'setting',
  regionsChanged: 'setting',
  slipIssued: 'verification',
  slipsPrinted: 'verification',
  slipSettled: 'verification',
  slipRefused: 'verification',
  claimConfirmed: 'verification',
  claimRefused: 'verification',
  proxyAgreed: 'verification',
  proxyEnded: 'verification',
  registerImported: 'register',
  registerUndone: 'register',
  registerExported: 'register',
  registerChanged: 'register',
  phoneShown: 'register',
  reviewedOnPaper: 'notice',
  noticeWithdrawn: 'notice',
  noticeHidden: 'notice',
  noticeShownAgain: 'notice',
  noticeTakenDown: 'notice',
  exported: 'operation',
  imported: 'operation',
  backedUp: 'operation',
  restored: 'operation',
  settingChanged: 'setting',
} as const satisfies Record<string, AuditKind>

export type Act = keyof typeof acts

/** What an entry may say beside its act: words of this list alone, so that no entry can hold a name or a code. */
export const details = {
  codeInvalid: '登录码无效或已用过',
  blocked: '微信不让这个账号登录',
  busy: '微信没有应答',
  misconfigured: '微信登录没有配置好',
  inviteInvalid: '登录单上的码无效、用过或过期',
  notConnected: '微信还没有接上',
  notMatched: '号码、户号或姓名没有对上',
  ownSlip: '发纸条的人不能自己用',
  ...roleText,
  demoData: '数据标为演示',
  realData: '数据标为正式',
  demoClock: '演示的时钟',
} as const

export type Detail = keyof typeof details
