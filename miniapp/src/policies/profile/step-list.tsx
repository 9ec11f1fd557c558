import type { EnterpriseProfile } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Icon, Pressable } from '../../components'
import { isBegun, type StepName, stepNames, stepTitles } from './steps'

interface StepListProps {
  profile: EnterpriseProfile
  day: string
  current: StepName
  onChoose: (step: StepName) => void
}

/** The steps, to go to any of them at once. */
export function StepList({ profile, day, current, onChoose }: StepListProps) {
  return (
    <View className="profile__steps" {...a11y({ role: 'tablist', label: '填哪一块' })}>
      {stepNames.map((step) => {
        const known = isBegun(step, profile, day)
        return (
          <Pressable
            key={step}
            role="tab"
            selected={step === current}
            className={step === current ? 'profile__step profile__step--now' : 'profile__step'}
            label={`${stepTitles[step]}，${known ? '填过' : '还没填'}`}
            onPress={() => onChoose(step)}
          >
            <View className="profile__mark">{known ? <Icon name="check" /> : null}</View>
            <Text>{stepTitles[step]}</Text>
          </Pressable>
        )
      })}
    </View>
  )
}
