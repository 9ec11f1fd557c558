// What whoever audits the mini-program at WeChat is told, each text for one field of the console.

/**
 * Signs that a field takes. The vendor's interface names it for the answer after a refusal (`feedback_info`); of the
 * description (`version_desc`) it says nothing, and the console cuts it likewise.
 * https://developers.weixin.qq.com/doc/oplatform/openApi/miniprogram-management/code-management/api_submitaudit
 */
export const mostSigns = 200

export const auditTexts = [
  {
    title: '审核说明（版本描述）',
    text: '依法公开村务和政策，村民查看、收提醒，不登录也能看。①村民：选“【审核用村名】”，我的→登录→微信登录→认证，户号【HT-01-001】，姓名【审核测试一】，纸条号码【XXXX-XXXX】，用一次；再试：【HT-01-002】【审核测试二】【XXXX-XXXX】。②工作人员：登录页→我有登录单，填【登录单上的码】，用一次，可起草，要另两人审核、签发才发布。③注销：我的→账号和资料→注销账号。',
  },
  {
    title: '问到内容安全',
    text: '没有人先审的话，存以前先送msgSecCheck（2.0）：称呼，意见、投诉、追问和答复，诉求，代看代办写的关系，核对不通过的原因，泄露的报告和处理，企业的名称和经营内容。不通过的当场退回；微信查不了的先存再补查，不通过的交镇里处理。意见、投诉只有承办人看得到。公开的文字和图片由村镇工作人员撰写，一人写、一人审、一人签发。村民传不了图片。没有评论、私信。',
  },
  {
    title: '问到注销和撤回同意',
    text: '我的→账号和资料→注销账号：先写明删什么、留什么，再确认一次，马上注销，不用联系客服，不用到村委会。撤回同意在同一页，账号留着。',
  },
  {
    title: '问到手机号',
    text: '只在本人点“用手机号认证”“用这部手机的号码”时取得。认证时只和户籍册核对，不保存；本人要换手机号的，加密保存，核对通过后换掉户籍册上旧的号码。',
  },
]
