import { plusDays, type WorkingDayTable } from '@hutang/shared'
import Type, { type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import industriesJson from '../../../config/industries.json'
import officeHoursJson from '../../../config/office-hours.json'
import workingDaysJson from '../../../config/working-days.json'

const closed = { additionalProperties: false }
const Words = Type.String({ minLength: 1 })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })

/** 国民经济行业分类: `code name` a row, 门类 by its letter, 大类 and 中类 by two and three digits, each below its own. */
export const Industries = Type.Object(
  {
    title: Words,
    standard: Words,
    publisher: Words,
    issuedOn: Day,
    inForceFrom: Day,
    amended: Words,
    source: Words,
    rows: Type.Array(Type.String({ pattern: '^([A-T]|\\d{2}|\\d{3}) \\S+$' }), { minItems: 1 }),
  },
  closed,
)

/** 放假和调休 of the years whose notice is published. */
export const WorkingDays = Type.Object(
  {
    note: Words,
    years: Type.Array(
      Type.Object(
        {
          year: Type.Integer({ minimum: 2024, maximum: 2100 }),
          source: Type.Object({ title: Words, issuedOn: Day }, closed),
          holidays: Type.Array(Type.Object({ name: Words, from: Day, to: Day }, closed), { minItems: 1 }),
          makeUpDays: Type.Array(Day),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
)

const clockOf = (unit: 'workingHour' | 'workingDay' | 'workingMinute' | 'day') =>
  Type.Object({ amount: Type.Integer({ minimum: 1 }), unit: Type.Literal(unit), source: Words }, closed)

/** 办公时间, the clocks of 诉求, and 兑现时限 of policies that name none. */
export const OfficeHours = Type.Object(
  {
    hours: Type.Object(
      {
        days: Type.Literal('working'),
        periods: Type.Array(Type.Object({ from: Time, to: Time }, closed), { minItems: 1 }),
        source: Words,
      },
      closed,
    ),
    appeals: Type.Object(
      {
        acknowledge: clockOf('workingHour'),
        answer: clockOf('workingDay'),
        close: clockOf('workingDay'),
        firstReminderGrace: clockOf('workingMinute'),
        reopen: clockOf('day'),
        startsAt: Type.Literal('handOver'),
        endsWith: Type.Array(Type.Union([Type.Literal('closed'), Type.Literal('handedTo12345')]), {
          minItems: 1,
        }),
      },
      closed,
    ),
    payDays: clockOf('workingDay'),
  },
  closed,
)

export type Industries = Static<typeof Industries>
export type WorkingDays = Static<typeof WorkingDays>
export type OfficeHours = Static<typeof OfficeHours>

/** A table that does not hold is a fault of the build, said with the file and the place. */
export function tableOf<T extends TSchema>(schema: T, json: unknown, file: string): Static<T> {
  const first = Value.Errors(schema, json)[0]
  if (first) throw new TypeError(`${file}${first.instancePath}: ${first.message}`)
  return json as Static<T>
}

export const industries = (): Industries => tableOf(Industries, industriesJson, 'config/industries.json')
export const workingDays = (): WorkingDays =>
  tableOf(WorkingDays, workingDaysJson, 'config/working-days.json')
export const officeHours = (): OfficeHours =>
  tableOf(OfficeHours, officeHoursJson, 'config/office-hours.json')

const daysOf = ({ from, to }: { from: string; to: string }): string[] => {
  const days: string[] = []
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day)
  return days
}

let table: WorkingDayTable | null = null

/** The published years as the rules want them. */
export function workingDayTable(): WorkingDayTable {
  table ??= Object.fromEntries(
    workingDays().years.map(({ year, holidays, makeUpDays }) => [
      String(year),
      { holidays: holidays.flatMap(daysOf), workdays: makeUpDays },
    ]),
  )
  return table
}
