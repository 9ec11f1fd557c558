import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { Answer } from '../../api/contract'
import { Bars, EmptyState, Hero, Problem, Row, Section, Skeleton, Tabs } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { figuresHidden } from '../../store/figures-hidden'
import { covered, HideFigures } from '../../widgets'
import { type Asked, Rows } from './own-rows'

type OwnRows = Answer<'GET /api/me/rows'>
type Sum = OwnRows['sums'][number]

const smallFigures = 3
const all = '全部'

/** Own sums, bars and rows. `quiet`: nothing is said where there are none. */
export function Own({ quiet = false }: { quiet?: boolean }) {
  const [asked, setAsked] = useState<Asked>({})
  // What concerns one family alone stays on no phone.
  const screen = useScreen('GET /api/me/rows', { query: asked }, { kept: false })
  const last = useRef<OwnRows>()
  if (screen.data) last.current = screen.data
  const data = screen.data ?? last.current
  if (!data)
    return screen.error ? <Problem error={quiet ? undefined : screen.error} /> : quiet ? null : <Skeleton />
  if (data.whose.length === 0)
    return quiet ? null : (
      <EmptyState title="还没有您家的数" detail="公开的表里有您家时，就在这里，也会告诉您。" />
    )
  return (
    <>
      <Newest data={data} />
      <Filters data={data} asked={asked} onAsk={setAsked} />
      <Problem error={screen.error} />
      <Sums sums={data.sums} whose={data.whose} />
      <Charts charts={data.charts} />
      <Rows data={data} asked={asked} />
    </>
  )
}

/** The newest sum, large, and three others. */
function Newest({ data: { sums, whose } }: { data: OwnRows }) {
  const hidden = figuresHidden.use()
  const show = (text: string) => (hidden ? covered : text)
  const money = sums.filter(({ unit, whose: of }) => unit === 'money' && of !== 'me')
  const [main, ...others] = money.length > 0 ? money : sums
  if (!main) return null
  const name = whose.find(({ id }) => id === main.whose)?.name ?? '我家'
  return (
    <Hero
      head={`${name} · ${main.year} 年${wordOf(main)}`}
      aside={<HideFigures />}
      figure={show(main.text)}
      spoken={hidden ? '已遮住' : undefined}
      note={[`${main.times}一共`, main.whole].filter(Boolean).join(' · ')}
      small={others.slice(0, smallFigures).map((sum) => ({
        value: show(sum.text),
        spoken: hidden ? '已遮住' : undefined,
        label: `${sum.year} ${wordOf(sum)}`,
      }))}
    />
  )
}

interface FiltersProps {
  data: OwnRows
  asked: Asked
  onAsk: (asked: Asked) => void
}

function Filters({ data: { whose, kinds, years }, asked, onAsk }: FiltersProps) {
  const { whose: _whose, ...ofAnybody } = asked
  const { kind: _kind, ...ofAnyKind } = asked
  const { year: _year, ...ofAnyYear } = asked
  return (
    <View className="own__filters">
      {whose.length > 1 ? (
        <Tabs
          label="谁的"
          current={asked.whose ?? all}
          tabs={[{ id: all, name: all }, ...whose.map(({ id, name }) => ({ id, name }))]}
          onChange={(id) => onAsk(id === all ? ofAnybody : { ...asked, whose: id })}
        />
      ) : null}
      {kinds.length > 1 ? (
        <Tabs
          label="哪一类"
          current={asked.kind ?? all}
          tabs={[{ id: all, name: '各类' }, ...kinds.map(({ kind }) => ({ id: kind, name: kind }))]}
          onChange={(id) => onAsk(id === all ? ofAnyKind : { ...asked, kind: id })}
        />
      ) : null}
      {years.length > 1 ? (
        <Tabs
          label="哪一年"
          current={asked.year === undefined ? all : String(asked.year)}
          tabs={[
            { id: all, name: '各年' },
            ...years.map((year) => ({ id: String(year), name: `${year} 年` })),
          ]}
          onChange={(id) => onAsk(id === all ? ofAnyYear : { ...asked, year: Number(id) })}
        />
      ) : null}
    </View>
  )
}

// 金额 alone would not say of what.
const wordOf = ({ label, itemName }: Sum): string => (label.length > 2 ? label : itemName)

/** What the rows of a year come to, beside what was published of the whole village. */
function Sums({ sums, whose }: { sums: readonly Sum[]; whose: OwnRows['whose'] }) {
  const hidden = figuresHidden.use()
  if (sums.length === 0) return null
  const several = whose.length > 1
  return (
    <Section title="一年一共">
      {sums.map((sum) => (
        <Row
          key={`${sum.whose} ${sum.itemNo} ${sum.bodyName} ${sum.label} ${sum.year}`}
          title={`${sum.year} 年${wordOf(sum)}`}
          value={hidden ? covered : sum.text}
          detail={sum.whole || undefined}
          note={[
            several ? (whose.find(({ id }) => id === sum.whose)?.name ?? '') : '',
            sum.times,
            sum.bodyName || sum.itemName,
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      ))}
    </Section>
  )
}

/** The same over the years, as bars; their table is the list of sums above. */
function Charts({ charts }: Pick<OwnRows, 'charts'>) {
  const hidden = figuresHidden.use()
  if (hidden) return null
  return charts.map(({ whose, kind, label, points, sentence }) => (
    <Section key={`${whose} ${kind} ${label}`} title={`${label}，一年一年看`}>
      <Text className="own__sentence">{sentence}</Text>
      <Bars
        label={`${label}，各年`}
        bars={points.map(({ year, value, text }) => ({
          key: String(year),
          label: `${year} 年`,
          value,
          text,
          tone: 'in',
        }))}
      />
    </Section>
  ))
}
