import {
  type EnterpriseKind,
  type EnterpriseProfile,
  enterpriseKinds,
  needs,
  type Persona,
  shanghaiDate,
  sizeClasses,
} from '@hutang/shared'
import Type, { type TSchema } from 'typebox'
import registerJson from '../../../../config/demo/county-enterprises.json'
import enterprisesJson from '../../../../config/demo/enterprises.json'
import paymentsJson from '../../../../config/demo/policy-payments.json'
import { tableOf } from '../../rules/office-tables'
import { dated } from './days'

const closed = { additionalProperties: false }
const oneOf = <T extends string>(values: readonly T[]) => Type.Union(values.map((one) => Type.Literal(one)))
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const Words = Type.String({ minLength: 1 })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const CreditCode = Type.String({ pattern: '^[0-9A-Z]{2}310116DEM\\d{5}[0-9X][0-9A-Z]$' })
const Region = Type.String({ pattern: '^310116(\\d{3}){0,2}$' })
const Industry = Type.String({ pattern: '^[A-T]\\d{2,4}$' })
const Number_ = orNull(Type.Integer({ minimum: 0 }))
const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

/** An enterprise of the demo. Figures say how many years ago they are of; what is absent is unknown on purpose. */
export const StatedEnterprise = Type.Object(
  {
    key: Words,
    what: Words,
    owner: orNull(Type.Literal('enterprise-owner')),
    profile: Type.Object(
      {
        creditCode: CreditCode,
        name: Type.String({ pattern: '（演示）$' }),
        kind: oneOf(enterpriseKinds),
        region: Region,
        industries: Type.Array(Industry, { minItems: 1 }),
        foundedOn: Day,
        sizeOverride: orNull(oneOf(sizeClasses)),
        qualifications: Type.Array(
          Type.Object({ kind: Words, number: Words, from: orNull(Day), to: orNull(Day) }, closed),
        ),
        years: Type.Array(
          Type.Object(
            {
              yearsAgo: Type.Integer({ minimum: 0, maximum: 5 }),
              staff: Number_,
              revenueFen: Number_,
              assetsFen: Number_,
              others: Type.Record(Type.String(), Type.Union([Type.Number(), Type.Boolean()])),
            },
            closed,
          ),
        ),
        others: Type.Record(Type.String(), Value),
        received: Type.Array(Type.Object({ policy: Words, on: Day, fen: Number_ }, closed)),
        wishes: Type.Array(oneOf(needs)),
      },
      closed,
    ),
  },
  closed,
)

/** A row of the county's public register. */
export const RegisteredEnterprise = Type.Object(
  {
    name: Type.String({ pattern: '（演示）$' }),
    creditCode: CreditCode,
    kind: oneOf(enterpriseKinds),
    region: Region,
    industry: Industry,
    foundedOn: Day,
  },
  closed,
)

/** 兑现 of one enterprise: handed in (null where nobody applies), approved, paid. */
export const StatedPayment = Type.Object(
  {
    policy: Words,
    creditCode: CreditCode,
    handedInOn: orNull(Day),
    approvedOn: orNull(Day),
    paidOn: orNull(Day),
    fen: orNull(Type.Integer({ minimum: 1 })),
  },
  closed,
)

export interface DemoEnterprise {
  key: string
  /** What of the demo it shows. */
  what: string
  owner: Persona | null
  profile: EnterpriseProfile
}

export interface DemoRegisteredEnterprise {
  name: string
  creditCode: string
  kind: EnterpriseKind
  region: string
  industry: string
  foundedOn: string
}

export interface DemoPayment {
  policy: string
  creditCode: string
  handedInOn: string | null
  approvedOn: string | null
  paidOn: string | null
  fen: number | null
}

/** The six enterprises as they stand on a day. */
export function demoEnterprises(base: Date): DemoEnterprise[] {
  const year = Number(shanghaiDate(base).slice(0, 4))
  const file = 'config/demo/enterprises.json'
  return tableOf(Type.Array(StatedEnterprise), dated<unknown>(enterprisesJson, base), file).map(
    ({ profile, ...stated }) => ({
      ...stated,
      profile: {
        ...profile,
        years: profile.years.map(({ yearsAgo, ...figures }) => ({ year: year - yearsAgo, ...figures })),
      },
    }),
  )
}

export const demoRegister = (base: Date): DemoRegisteredEnterprise[] =>
  tableOf(
    Type.Array(RegisteredEnterprise),
    dated<unknown>(registerJson, base),
    'config/demo/county-enterprises.json',
  )

export const demoPayments = (base: Date): DemoPayment[] =>
  tableOf(Type.Array(StatedPayment), dated<unknown>(paymentsJson, base), 'config/demo/policy-payments.json')
