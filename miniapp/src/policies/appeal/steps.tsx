import type { AppealView } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Card } from '../../components'
import { momentText } from '../../format/date'
import './appeal.scss'

const own = ['handed', 'reopened', 'withdrawn', 'rated']

/** Every step with its time and who did it. */
export function Steps({ appeal: { steps, mine, by } }: { appeal: AppealView }) {
  return (
    <Card title="办到哪一步">
      {steps.map(({ step, stepText, at, by: who, text }) => (
        <View
          key={`${step}${at}`}
          className={`appeal__step${step === 'raised' ? ' appeal__step--raised' : own.includes(step) ? '' : ' appeal__step--office'}`}
        >
          <Text className="appeal__step-name">{stepText}</Text>
          {text ? <Text className="appeal__text">{text}</Text> : null}
          <Text className="appeal__note">
            {[own.includes(step) ? (mine ? '我' : by) : who || '到点自动', momentText(at)].join(' · ')}
          </Text>
        </View>
      ))}
    </Card>
  )
}
