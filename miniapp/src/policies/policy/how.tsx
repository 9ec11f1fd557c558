import type { PolicyView } from '@hutang/shared/contract'
import { wayWords } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { Button, Card, Elements } from '../../components'
import { dial } from './apply'

/** How it is had: the steps, where, by whom one is helped, and how long the money takes. */
export function How({ policy: { content } }: { policy: PolicyView }) {
  const { steps, place, phone, payDays, way } = content
  return (
    <Card title="怎么办">
      <Text className="policy__way">{`${wayWords[way].label}：${wayWords[way].detail}。`}</Text>
      {steps.map((step, at) => (
        <Text key={step} className="policy__step" userSelect>{`${at + 1}. ${step}`}</Text>
      ))}
      <Elements
        items={[
          ...(place ? [{ name: '到哪里办', text: place }] : []),
          ...(payDays === null ? [] : [{ name: '多久到账', text: `批准后 ${payDays} 个工作日内` }]),
          ...(phone ? [{ name: '咨询电话', text: phone }] : []),
        ]}
      />
      {phone ? (
        <Button kind="secondary" label={`打咨询电话 ${phone}`} onPress={() => dial(phone)}>
          打电话问
        </Button>
      ) : null}
    </Card>
  )
}
