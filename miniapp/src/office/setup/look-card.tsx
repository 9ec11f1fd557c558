import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Card, EmptyState, Icon } from '../../components'
import { Figures } from '../components/figures/figures'
import type { Look, Looked } from './form'

type Region = Look['regions'][number]

/** What the tables become: numbers, what has to be mended, and the tree of places with their people. */
export function LookCard({ looked: { look, busy } }: { looked: Looked }) {
  if (!look) {
    return (
      <Card title="三、看一看">
        <EmptyState
          icon="document"
          title={busy ? '正在看…' : '还没有内容'}
          detail="表格放进来，这里就列出有哪些镇、哪些村、哪些人。确认以前什么都不保存。"
        />
      </Card>
    )
  }
  const figures = [
    ...(look.townships > 0 ? [{ name: '个镇', value: look.townships }] : []),
    { name: '个村', value: look.villages },
    { name: '个人', value: look.people },
  ]
  return (
    <Card title="三、看一看">
      <Text className="setup__line">
        {look.kind === 'pilot'
          ? `一个村先试${look.within ? `（${look.within}）` : ''}，以后区县再统一启用。`
          : '整个区县一起用，镇和村各办各的。'}
      </Text>
      <Figures figures={figures} />
      <Problems look={look} />
      <Lines icon="info" tone="warn" lines={look.warnings} />
      <Lines
        icon="info"
        tone="quiet"
        lines={look.left.length > 0 ? [`没有收：${look.left.join('、')}（不在这个区县里）`] : []}
      />
      <Tree regions={look.regions} />
    </Card>
  )
}

/** Of the table alone: what is wrong with a field stands at the field. */
function Problems({ look }: { look: Look }) {
  const lines = look.problems.map(({ message }) => message)
  return <Lines icon="alert" tone="wrong" lines={lines} />
}

interface LinesProps {
  icon: 'alert' | 'info'
  tone: 'wrong' | 'warn' | 'quiet'
  lines: readonly string[]
}

function Lines({ icon, tone, lines }: LinesProps) {
  if (lines.length === 0) return null
  return (
    <View
      className={`setup__lines setup__lines--${tone}`}
      {...a11y({ role: tone === 'wrong' ? 'alert' : undefined })}
    >
      {lines.map((line) => (
        <View className="setup__said" key={line}>
          <Icon name={icon} />
          <Text>{line}</Text>
        </View>
      ))}
    </View>
  )
}

function Tree({ regions }: { regions: readonly Region[] }) {
  const codes = new Set(regions.map(({ code }) => code))
  const roots = regions.filter(({ parent }) => parent === null || !codes.has(parent))
  return (
    <View className="setup__tree" {...a11y({ role: 'list', label: '村镇' })}>
      {roots.map((region) => (
        <Place key={region.code} region={region} regions={regions} />
      ))}
    </View>
  )
}

function Place({ region, regions }: { region: Region; regions: readonly Region[] }) {
  const below = regions.filter(({ parent }) => parent === region.code)
  return (
    <View className={`setup__place setup__place--${region.level}`} {...a11y({ role: 'listitem' })}>
      <View className="setup__name">
        <Text>{region.name}</Text>
        <Text className="setup__note">
          {[region.people > 0 ? `${region.people} 人` : '还没有人', region.phone].filter(Boolean).join(' · ')}
        </Text>
      </View>
      {below.length > 0 ? (
        <View className="setup__below" {...a11y({ role: 'list', label: `${region.name}下面` })}>
          {below.map((one) => (
            <Place key={one.code} region={one} regions={regions} />
          ))}
        </View>
      ) : null}
    </View>
  )
}
