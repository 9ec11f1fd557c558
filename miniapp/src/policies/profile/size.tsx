import {
  figureDoubts,
  policyField,
  type SizeClass,
  sayValue,
  sizeClasses,
  sizeOf,
  sizeWords,
  type YearFigures,
} from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { Card, Fold, RadioGroup } from '../../components'
import { FactField } from './fact-field'
import { factIn } from './fields'
import type { StepProps } from './step.types'

const figures = ['staff', 'revenueFen', 'assetsFen'] as const

/** 人、营业收入、资产 of last year, and the size class that follows from them. */
export function Size({ firm, profile, day, answer, change, wrong }: StepProps) {
  const year = Number(day.slice(0, 4)) - 1
  const last = profile.years.find((one) => one.year === year)
  const doubts = last ? figureDoubts(last) : []
  const older = profile.years.filter((one) => one.year < year)
  const labels = {
    staff: `${year} 年年底有多少人干活`,
    revenueFen: `${year} 年的营业收入`,
    assetsFen: `${year} 年年底的资产总额`,
  }
  return (
    <>
      {firm.stale.some((name) => figures.some((one) => one === name)) ? (
        <Card tone="info">
          <Text>{`又过了一年，${year} 年的数还没有填。`}</Text>
        </Card>
      ) : null}
      {figures.map((name) => {
        const field = policyField('enterprise', name)
        if (!field) return null
        return (
          <View key={name}>
            <FactField
              field={field}
              label={labels[name]}
              value={factIn(profile, field, day)}
              error={wrong(name)}
              onChange={(value) => answer({ [name]: value })}
            />
            {doubts
              .filter((one) => one.field === name)
              .map(({ message }) => (
                <Text className="profile__doubt" key={message}>
                  {`${message}没错就不用改。`}
                </Text>
              ))}
          </View>
        )
      })}
      <Outcome profile={profile} last={last} onChange={(sizeOverride) => change({ sizeOverride })} />
      {older.length > 0 ? (
        <Fold title="以前各年的数">
          {older.map((one) => (
            <Text className="profile__note" key={one.year}>
              {`${one.year} 年：${figuresText(one)}`}
            </Text>
          ))}
        </Fold>
      ) : null}
    </>
  )
}

const figuresText = (figuresOf: YearFigures): string =>
  figures
    .flatMap((name) => {
      const value = figuresOf[name]
      const field = policyField('enterprise', name)
      return value === null || !field ? [] : [`${field.title} ${sayValue(field, value)}`]
    })
    .join('，') || '没有填'

interface OutcomeProps {
  profile: StepProps['profile']
  last: YearFigures | undefined
  onChange: (size: SizeClass | null) => void
}

/** 大中小微, with why; who knows better says it. */
function Outcome({ profile, last, onChange }: OutcomeProps) {
  const { sizeOverride, industries } = profile
  const answer = sizeOf(industries?.[0] ?? null, last ?? {})
  const found = answer.kind === 'sizes' ? answer.sizes : []
  const sure = found.length === 1
  const title = sizeOverride
    ? `${sizeWords[sizeOverride]}企业`
    : sure
      ? `${found.map((size) => sizeWords[size]).join('')}企业`
      : found.length === 0
        ? '这个行业不分大中小微'
        : found.length === sizeClasses.length
          ? '大中小微还算不出来'
          : `${found.map((size) => sizeWords[size]).join('或')}企业`
  return (
    <View className="profile__size">
      <Text className="profile__size-title">{title}</Text>
      <Text className="profile__note">{sizeOverride ? '按您说的。' : whyText(answer, industries)}</Text>
      <Fold title="不对？自己选">
        <RadioGroup
          label="企业规模"
          quietLabel
          value={sizeOverride ?? 'computed'}
          choices={[
            { value: 'computed' as const, label: '按上面的数算' },
            ...sizeClasses.map((value) => ({ value, label: `${sizeWords[value]}企业` })),
          ]}
          onChange={(value) => onChange(value === 'computed' ? null : value)}
        />
      </Fold>
    </View>
  )
}

function whyText(answer: ReturnType<typeof sizeOf>, industries: readonly string[] | null): string {
  const rule = '按国家统计局的大中小微划分办法（2017）'
  if (answer.kind === 'notApplicable') return `${rule}，这个行业没有标准。`
  if (!industries?.length) return '先选行业：不同行业的标准不一样。'
  const asks = answer.asks.flatMap((name) => policyField('enterprise', name)?.title ?? [])
  if (answer.sizes.length === 1) return `${rule}，用主业和上面的数算的。`
  return asks.length > 0 ? `再填${asks.join('、')}就清楚了。${rule}。` : `行业选得再细一点就清楚了。${rule}。`
}
