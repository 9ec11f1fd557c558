import { type Act, type Detail, details } from './acts.rules'

const sentences: Record<Act, string> = {
  signedIn: '登录了',
  signInFailed: '登录没有成功',
  refreshMisused: '登录凭证被人用了第二次，这次登录已全部退出',
  oidcTied: '绑定了单位的统一认证账号',
  scanConfirmed: '扫码让一台电脑登录了',
  scanRefused: '说扫码登录的不是本人',
  roleGiven: '有了岗位',
  roleEndSet: '定了岗位的结束日期',
  roleLeaveSet: '登记了请假',
  roleBack: '登记了销假',
  turnoverConfirmed: '确认了一次换届',
  turnoverTakenBack: '撤回了一次换届',
  workHandedOver: '岗位结束，没办完的转给了接任的人',
  workTakenOver: '接手了别人没办完的',
  roleEnded: '岗位结束了',
  inviteMade: '开了一张登录单，旧的作废',
  inviteUsed: '用登录单登录了，登录单作废',
  setUp: '开始启用：登记了村镇、办公室和人员',
  setupOpened: '发了一个启用码，旧的作废',
  regionsChanged: '登记或改了村镇和办公室',
  slipIssued: '给一户发了认证纸条，旧纸条作废',
  slipsPrinted: '打印了入户认证单，这些户的旧纸条作废',
  slipSettled: '用纸条认证为村民',
  slipRefused: '纸条没有核对上',
  claimConfirmed: '确认了一份认证申请',
  claimRefused: '退回了一份认证申请',
  proxyAgreed: '同意了一份代家人接收',
  proxyEnded: '结束了一份代家人接收',
  enterpriseConfirmed: '核实了一位企业负责人',
  enterpriseRefused: '没有通过或结束了一位企业负责人',
  enterpriseJoined: '用邀请码加入了一家企业',
  enterpriseLeft: '退出了一家企业，或请一位同事退出',
  enterprisesImported: '导入了企业名录',
  paymentsImported: '导入了政策兑现表',
  paymentsUndone: '撤销了一次兑现表的导入',
  paymentTyped: '登记了一笔政策兑现',
  registerImported: '确认了一批户籍册导入',
  registerUndone: '撤回了一批户籍册导入',
  registerExported: '导出了户籍册',
  registerChanged: '改了户籍册',
  phoneShown: '看了一位村民的手机号',
  whyShown: '查了一位村民为什么收到或没收到一条公开',
  statementPrinted: '替一户打印了一户一单',
  reviewedOnPaper: '交了签字的审核单，线下审核',
  noticeWithdrawn: '撤回了一条公开',
  noticeHidden: '先遮住了一条公开',
  noticeShownAgain: '让遮住的公开恢复显示',
  noticeTakenDown: '确认撤下了一条误带个人信息的公开',
  policySubmitted: '把一条政策送去保密审查',
  policyApproved: '保密审查通过了一条政策',
  policyReturned: '退回了一条政策',
  policyPublished: '签发了一条政策',
  policyWithdrawn: '撤回了一条政策',
  policyStatusChanged: '改了一条政策的申报：额满、暂停、恢复或延期',
  policiesImported: '从文件导入了政策，存为草稿',
  exported: '把全部数据导出到另一个数据库',
  imported: '从另一个数据库导入了全部数据',
  backedUp: '做了一份备份',
  restored: '用备份恢复了数据',
  settingChanged: '改了设置',
  pushRetried: '让一条没发出去的通知再发一次',
  pushCancelled: '取消了一条还没发的通知',
  channelPaused: '暂停了一个通知渠道',
  channelResumed: '让一个通知渠道接着发',
}

/** An entry as a sentence, `登录没有成功：登录码无效或已用过（共3次）`. */
export function sentenceOf({
  act,
  detail,
  times,
}: {
  act: Act
  detail: Detail | null
  times: number
}): string {
  const why = detail === null ? '' : `：${details[detail]}`
  const often = times > 1 ? `（共${times}次）` : ''
  return `${sentences[act]}${why}${often}`
}
