/** Each page that a villager opens, with words that only its content has. */
export const villagerPages: [path: string, words: string][] = [
  ['pages/home/index', '最新公开'],
  ['pages/catalogue/index', '这里没有的事项'],
  ['pages/item/index?no=31', '公开要求'],
  ['pages/notice/index?id=n31', '这是村里正式公开的'],
  ['reading/search/index?q=流转', '公开事项 1 项'],
  ['account/inbox/index', '15 组 12 户'],
  ['pages/me/index', '户号 HT-15-002'],
  ['account/subscriptions/index', '用微信告诉您'],
  ['account/login/index', '换个身份试试'],
  ['account/household/index', '家里人'],
  ['account/sessions/index', '这一台'],
  ['account/proxies/index', '等他家或村里同意'],
  ['account/scan/index?scene=AAAAAAAAAAAAAAAAAAAAAA', '是这台电脑'],
  ['account/questions/index', '村民委员会答复了'],
  ['reading/asked/index', '我们组找谁'],
  ['reading/ledger/index?kind=finance', '和预算比'],
  ['reading/vouchers/index?id=n31&row=r2', '发票（2 页）'],
  ['reading/ask/index', '不写我的名字'],
  ['reading/question/index?id=q1', '村民委员会的答复'],
  ['reading/why/index?entry=i1&notice=n31&region=310116109213&item=31', '微信已发到'],
  ['reading/why/index?notice=n31&region=310116109213&item=31', '没收到提醒'],
]

/** Those that ask nothing of the service. */
export const stillPages: [path: string, words: string][] = [
  ['account/privacy/index', '我们记什么'],
  ['account/code/index?scene=short', '码不完整'],
]

/** Those of a cadre; `w1` is a draft, `w2` waits for review. */
export const cadrePages: [path: string, words: string][] = [
  ['cadre/desk/index', '退回给我的'],
  ['cadre/start/index', '已经公开'],
  ['cadre/edit/index?id=w1', '要公开的内容'],
  ['cadre/review/index?id=w2', '公开后谁能看到'],
  ['cadre/verify/index', '王小满'],
  ['cadre/audit/index', '周雅琴：给一户发了认证纸条'],
  ['cadre/questions/index', '15 组的路灯坏了三个月'],
  ['cadre/reached/index?id=n31', '加起来就是这个数'],
  ['cadre/reached/index?id=n31&part=visit', '微信没有允许'],
  ['cadre/wall/index', '堆了砖头，挡住水闸'],
  ['cadre/visits/index', '请上门或打电话说一声'],
  ['office/places/index?region=310116109', '点一个，改它的办公室'],
  ['office/sms/index?region=310116109', '148.20 元'],
  ['reading/question/index?id=q2', '一位村民说的'],
]
