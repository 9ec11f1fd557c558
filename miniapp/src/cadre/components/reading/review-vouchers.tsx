import type { EditionWork } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Card, Pictures } from '../../../components'
import { momentText } from '../../../format/date'

/** 单据 for who reviews and publishes: each page as members will see it, and who ticked it. */
export function ReviewVouchers({ work: { vouchers } }: { work: EditionWork }) {
  if (!vouchers || vouchers.length === 0) return null
  return (
    <Card title={`单据 ${vouchers.length} 份，只给本村成员看`}>
      {vouchers.map(({ id, name, pages, masked }) => (
        <View key={id}>
          <Text className="whole__line">
            {masked ? `${name}：${masked.by}，${momentText(masked.at)}勾了已遮住` : `${name}：还没有勾已遮住`}
          </Text>
          <Pictures pictures={pages} />
        </View>
      ))}
    </Card>
  )
}
