import type { RegionView } from '@hutang/shared/contract'
import Taro from '@tarojs/taro'
import { Button, Card, Elements } from '../../components'

/** The village office: telephone, address and hours. */
export function Office({ office }: { office: RegionView['office'] }) {
  const { name, phone, address, hours } = office
  const dial = () => void Taro.makePhoneCall({ phoneNumber: phone.replace(/[^0-9+]/g, '') })
  return (
    <Card title={name}>
      <Elements
        items={[
          { name: '电话', text: phone },
          { name: '地址', text: address },
          { name: '办公时间', text: hours },
        ]}
      />
      <Button kind="secondary" label={`打电话给${name}`} onPress={dial}>
        打电话
      </Button>
    </Card>
  )
}
