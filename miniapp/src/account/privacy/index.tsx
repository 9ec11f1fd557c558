import { Text } from '@tarojs/components'
import { Card, Elements } from '../../components'
import { Page } from '../../widgets'
import { PrivacyGuide } from '../../widgets/privacy-guide/privacy-guide'
import './privacy.scss'

/** What is kept, and what is asked of the phone only when its button is tapped. */
const kept = [
  { name: '微信身份', text: '微信给这个小程序的一串编号，靠它认出您。不知道您的微信号和好友。' },
  { name: '称呼、订阅', text: '您自己填的，随时能改。' },
  { name: '哪一户的谁', text: '认证以后才记。户籍册由村委会登记；身份证号、银行卡号从来不存。' },
  {
    name: '手机号',
    text: '村里登记的加密保存。您点“用手机号认证”时取来对一下，对完就不留；您要换手机号，新的加密保存，换好就删掉旧的。',
  },
  { name: '邮箱', text: '想用邮件收提醒才填，加密保存。' },
  { name: '意见、投诉、诉求', text: '只有承办的人看得到，不公开。' },
  { name: '企业信息', text: '想看政策包才填；没有登录的，只在这台手机上。' },
]

const asked = [
  { name: '照片、文件', text: '村里镇里办事的人配图、交单据、导入表格时，由他自己选。' },
  { name: '剪切板', text: '您点“复制”时往里写；里面原来有什么，我们不看。' },
  { name: '日历', text: '您点“把截止日记到日历”时，写进截止的日子。' },
  { name: '相机', text: '您点“扫纸上的二维码”时才打开。' },
]

const rights = [
  '村里的名单只给本村认证村民看，您家的明细只给您家看。',
  '不给别的公司，不用来做广告。',
  '不想用了，在“我的”里点“账号和资料”：可以撤回同意，也可以注销账号，不用到村委会。',
]

export default function Privacy() {
  return (
    <Page title="您的个人信息">
      <Card title="我们记什么">
        <Elements items={kept} />
      </Card>
      <Card title="点了才用的">
        <Elements items={asked} />
      </Card>
      <Card title="给谁看，怎么删">
        {rights.map((sentence) => (
          <Text key={sentence} className="privacy-line">
            {sentence}
          </Text>
        ))}
        <PrivacyGuide />
      </Card>
    </Page>
  )
}
