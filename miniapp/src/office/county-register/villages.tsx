import type { CountyImport } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card, EmptyState, Row, Tabs } from '../../components'
import { goToOffice } from '../../hooks/navigation'

type Village = CountyImport['villages'][number]
type Shown = 'asking' | 'clean' | 'done'

const inState: Record<Shown, (village: Village) => boolean> = {
  asking: ({ state, clean }) => state === 'staged' && !clean,
  clean: ({ state, clean }) => state !== 'applied' && (clean || state !== 'staged'),
  done: ({ state }) => state === 'applied',
}

const tabs = [
  { id: 'asking', name: '要各村自己答' },
  { id: 'clean', name: '没有疑问' },
  { id: 'done', name: '已放进' },
] as const

/** Each village with what it still has to answer. */
export function Villages({ county }: { county: CountyImport }) {
  const [chosen, setChosen] = useState<Shown>()
  const count = (which: Shown) => county.villages.filter(inState[which]).length
  const shown = chosen ?? tabs.find(({ id }) => count(id) > 0)?.id ?? 'clean'
  const villages = county.villages.filter(inState[shown])
  return (
    <>
      <Problems county={county} />
      <Tabs
        unit="个村"
        label="各村"
        tabs={tabs.map(({ id, name }) => ({ id, name, count: count(id) }))}
        current={shown}
        onChange={setChosen}
      />
      {villages.length === 0 ? (
        <EmptyState icon="check" title="这里没有村" />
      ) : (
        <Card flush>
          <View className="county-register__villages">
            {villages.map((village) => (
              <View className="county-register__village" key={village.import}>
                <Row
                  title={village.region.name}
                  detail={countsText(village)}
                  tag={tagOf(village)}
                  onPress={() => goToOffice('import', { region: village.region.code, id: village.import })}
                />
              </View>
            ))}
          </View>
        </Card>
      )}
    </>
  )
}

function countsText({ counts }: Village): string {
  return [
    `${counts.rows} 行`,
    counts.new > 0 ? `新增 ${counts.new}` : '',
    counts.changed > 0 ? `有变 ${counts.changed}` : '',
    counts.gone > 0 ? `不在表里 ${counts.gone}` : '',
  ]
    .filter(Boolean)
    .join('，')
}

function tagOf({ state, clean, counts }: Village) {
  if (state === 'applied') return { text: '已放进', tone: 'good' } as const
  if (state !== 'staged') return { text: '正在放', tone: 'soon' } as const
  if (clean) return { text: '没有疑问', tone: 'good' } as const
  const asked = counts.open + counts.problem
  return { text: asked > 0 ? `${asked} 处要答` : '要看一眼', tone: 'missing' } as const
}

/** Rows whose village is not known are in no village's list. */
function Problems({ county: { problems, problemCount } }: { county: CountyImport }) {
  if (problemCount === 0) return null
  return (
    <Card title={`${problemCount} 行不知道是哪个村的，没有放`} tone="warning">
      {problems.map(({ field, row, message }) => (
        <Text className="county-register__line" key={`${field}${row ?? ''}${message}`}>
          {row === undefined ? message : `第 ${row} 行：${message}`}
        </Text>
      ))}
      {problemCount > problems.length ? (
        <Text className="county-register__line">{`这里列出前 ${problems.length} 行。改好以后，再导入一次就行。`}</Text>
      ) : null}
    </Card>
  )
}
