import { type Need, needs, needWords } from '@hutang/shared/rules'
import { Checkbox } from '../../components'
import type { StepProps } from './step.types'

/** 需求: what it looks for; packages show that first. */
export function Wishes({ profile, change }: StepProps) {
  const { wishes } = profile
  const tick = (need: Need, on: boolean) =>
    change({ wishes: on ? [...wishes, need] : wishes.filter((one) => one !== need) })
  return (
    <>
      {needs.map((need) => (
        <Checkbox
          key={need}
          label={needWords[need]}
          checked={wishes.includes(need)}
          onChange={(on) => tick(need, on)}
        />
      ))}
    </>
  )
}
