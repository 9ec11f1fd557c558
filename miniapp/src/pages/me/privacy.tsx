import { Text } from '@tarojs/components'
import { Fold } from '../../components'
import './me.scss'

const words = [
  '我们只记：您的微信身份、称呼、订阅，认证后记您是哪一户的谁。',
  '身份证号、银行卡号，我们从来不存。手机号加密保存，只用来核对。',
  '村里的名单只给本村认证村民看，您家的明细只给您家看。',
  '不想用了，可以在“我家”里取消认证，也可以退出登录；要删掉全部资料，请到村委会办理。',
]

export function Privacy() {
  return (
    <Fold title="您的个人信息" note="我们记什么，给谁看">
      {words.map((sentence) => (
        <Text key={sentence} className="me-line">
          {sentence}
        </Text>
      ))}
    </Fold>
  )
}
