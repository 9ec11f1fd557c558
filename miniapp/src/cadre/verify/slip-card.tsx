import { Text, View } from '@tarojs/components'
import { momentText } from '../../format/date'
import './slip-card.scss'

interface SlipCardProps {
  slip: { householdCode: string; code: string; expiresAt: string }
}

/** The paper slip (认证纸条) of a household; when printed, it is alone on the sheet. */
export function SlipCard({ slip }: SlipCardProps) {
  return (
    <View className="slip">
      <Text className="slip__head">村民认证纸条</Text>
      <Text className="slip__line">{`户号 ${slip.householdCode}`}</Text>
      <Text className="slip__code" userSelect>
        {slip.code}
      </Text>
      <Text className="slip__line">{`${momentText(slip.expiresAt)} 前有效，只能用一次`}</Text>
      <Text className="slip__line">打开小程序「我的」，点「认证」，报户号、姓名，再填上面的号码。</Text>
      <Text className="slip__line">这张纸条只给本户的人用，请不要拍照外传。</Text>
    </View>
  )
}
