import { policyField } from '@hutang/shared/rules'
import { Button, Fold } from '../../components'
import { FactField } from './fact-field'
import { factIn, fieldsOf, knownIn, sectionsFor, standing, yearOfField } from './fields'
import type { StepProps } from './step.types'

/** 失信、异常、处罚、事故: whoever has nothing of them says so once. */
function NoneOfThem({ profile, day, answer }: Pick<StepProps, 'profile' | 'day' | 'answer'>) {
  const open = standing.filter((name) => {
    const field = policyField('enterprise', name)
    return field !== undefined && factIn(profile, field, day) === null
  })
  if (open.length < 2) return null
  return (
    <Button kind="secondary" onPress={() => answer(Object.fromEntries(open.map((name) => [name, false])))}>
      {`还没填的 ${open.length} 样都没有`}
    </Button>
  )
}

/** 指标, those of its industry first; each may stay unknown. */
export function Facts({ profile, day, answer, wrong }: StepProps) {
  const ordered = sectionsFor(profile)
  return (
    <>
      {ordered.map((section, at) => {
        const fields = fieldsOf(section)
        return (
          <Fold
            key={section.title}
            title={section.title}
            note={`填了 ${knownIn(profile, section, day)} 项，共 ${fields.length} 项`}
            open={at < 2}
          >
            {at === 0 ? <NoneOfThem profile={profile} day={day} answer={answer} /> : null}
            {fields.map((field) => {
              const year = yearOfField(field, day)
              return (
                <FactField
                  key={field.name}
                  field={field}
                  label={year === null ? undefined : field.question.replace(/^(?:去年|今年)/, `${year} 年`)}
                  value={factIn(profile, field, day)}
                  error={wrong(field.name)}
                  onChange={(value) => answer({ [field.name]: value })}
                />
              )
            })}
          </Fold>
        )
      })}
    </>
  )
}
