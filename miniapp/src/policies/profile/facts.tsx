import { Fold } from '../../components'
import { FactField } from './fact-field'
import { factIn, fieldsOf, knownIn, sectionsFor, yearOfField } from './fields'
import type { StepProps } from './step.types'

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
            note={`填了 ${knownIn(profile, section, day)}/${fields.length}`}
            open={at < 2}
          >
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
