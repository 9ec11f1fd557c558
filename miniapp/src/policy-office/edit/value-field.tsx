import type { PolicyField } from '@hutang/shared/rules'
import { RadioGroup } from '../../components'
import { Checks } from '../fields/checks'
import { DayInput } from '../fields/day-input'
import { Industries } from '../fields/industries'
import { NumberInput } from '../fields/number-input'
import { unitsOf } from '../rule/units'
import type { Written } from './written'

interface ValueFieldProps {
  field: PolicyField
  written: Written
  error: string | undefined
  /** The places that a condition may speak of, with their names. */
  places: readonly { value: string; label: string }[]
  names: (code: string) => string | undefined
  onChange: (part: Partial<Written>) => void
  onNames: (names: Readonly<Record<string, string>>) => void
}

const listOf = (value: Written['value']): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : []

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** What a field is compared with, asked as the field is. */
export function ValueField({ field, written, error, places, names, onChange, onNames }: ValueFieldProps) {
  const { op, value } = written
  const set = (next: Written['value']) => onChange({ value: next })
  switch (field.kind) {
    case 'yesNo':
      return (
        <RadioGroup
          label="要求"
          value={value === true ? 'yes' : value === false ? 'no' : undefined}
          choices={(field.choices ?? []).map(({ value: own, text }) => ({ value: own, label: text }))}
          onChange={(next) => set(next === 'yes')}
        />
      )
    case 'choice':
    case 'set':
      return (
        <Checks
          label={op === 'hasNone' ? '哪几种都没有' : '哪几种'}
          required
          error={error}
          choices={(field.choices ?? []).map(({ value: own, text }) => ({ value: own, label: text }))}
          value={listOf(value)}
          onChange={set}
        />
      )
    case 'code':
      return field.name === 'region' ? (
        <Checks
          label="哪些地方"
          required
          error={error}
          choices={places}
          value={listOf(value)}
          onChange={set}
        />
      ) : (
        <Industries
          label="哪些行业"
          error={error}
          value={listOf(value)}
          names={names}
          onChange={(codes, own) => {
            onNames(own)
            set(codes)
          }}
        />
      )
    case 'date':
      return (
        <DayInput
          label="哪一天"
          required
          error={error}
          value={typeof value === 'string' ? value : null}
          onChange={set}
        />
      )
    default: {
      const units = unitsOf(field)
      if (op !== 'between')
        return (
          <NumberInput
            label="多少"
            required
            error={error}
            units={units}
            value={numberOf(value)}
            onChange={set}
          />
        )
      const [from, to] = Array.isArray(value) ? value : []
      const both = (first: number | null, last: number | null) =>
        set([first ?? 0, last ?? 0] as readonly [number, number])
      return (
        <>
          <NumberInput
            label="从"
            required
            error={error}
            units={units}
            value={numberOf(from)}
            onChange={(next) => both(next, numberOf(to))}
          />
          <NumberInput
            label="到"
            required
            units={units}
            value={numberOf(to)}
            onChange={(next) => both(numberOf(from), next)}
          />
        </>
      )
    }
  }
}
