import type { OldEntry } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { call } from '../../../api/client'
import { Button, Problem, Row, toast } from '../../../components'
import { goTo } from '../../../hooks/navigation'
import { useAction } from '../../../hooks/use-action'
import './old.scss'
import { dayText, entryTones } from './words'

interface EntryRowProps {
  entry: OldEntry
  mends: boolean
  onChange: () => Promise<void>
}

/** One old notice: what it is, what the gate found in it, and the ways out. */
export function EntryRow({ entry, mends, onChange }: EntryRowProps) {
  const { id, title, date, item, table, pictures, ledger, notes, state, stateText, found, notice } = entry
  const facts = [
    `第 ${item.no} 项 ${item.name}`,
    ...(table ? [`附表 ${table.rows} 行${table.tied > 0 ? `，对上 ${table.tied} 户` : ''}`] : []),
    ...(pictures > 0 ? [`${pictures} 张图片`] : []),
    ...(ledger ? [`进台账：${ledger}`] : []),
  ]
  return (
    <Row
      title={title || '（已撤下）'}
      detail={notes.join('\n') || undefined}
      note={[dayText(date), ...facts].join(' · ')}
      tag={{ text: stateText, tone: entryTones[state] }}
      onPress={notice ? () => goTo('notice', { id: notice }) : undefined}
    >
      {found > 0 ? <Findings entry={entry} mends={mends} onChange={onChange} /> : null}
      {mends && state === 'fresh' ? <LeaveOut id={id} title={title} onChange={onChange} /> : null}
    </Row>
  )
}

/** What takes all of it at once stands below the findings alone. */
const whole: readonly Way[] = ['withoutTable', 'withoutNames', 'withoutPicture', 'seen']
const together: Partial<Record<Way, string>> = { mask: '全部遮住', withoutRow: '这几行都去掉' }

function Findings({ entry: { id, title, findings, found }, mends, onChange }: EntryRowProps) {
  const mend = useAction(async (_key, way: Way, keys: string[]) => {
    const { state } = await call('POST /api/old-entries/:id/mend', { params: { id }, body: { way, keys } })
    toast(state === 'published' ? '改好了，已补录' : state === 'fresh' ? '改好了，可以补录' : '改了')
    await onChange()
  })
  const all = new Map(findings.flatMap(({ ways }) => ways.map(({ way, text }) => [way, text] as const)))
  return (
    <View>
      {findings.map(({ key, where, message, ways }) => (
        <View key={key} className="old__finding">
          <Text className="old__note">{message.startsWith('第') ? `附表${message}` : message}</Text>
          {mends && findings.length > 1 ? (
            <View className="old__ways">
              {ways
                .filter(({ way }) => !whole.includes(way))
                .map(({ way, text }) => (
                  <Button
                    key={way}
                    kind="quiet"
                    inline
                    busy={mend.busy}
                    label={`${where}，${title}`}
                    onPress={() => void mend.run(way, [key])}
                  >
                    {text}
                  </Button>
                ))}
            </View>
          ) : null}
        </View>
      ))}
      {found > findings.length ? (
        <Text className="old__note">{`还有 ${found - findings.length} 处`}</Text>
      ) : null}
      {mends ? (
        <View className="old__ways">
          {[...all].map(([way, text]) => (
            <Button
              key={way}
              kind="quiet"
              inline
              busy={mend.busy}
              label={title}
              onPress={() => void mend.run(way, [])}
            >
              {findings.length > 1 ? (together[way] ?? text) : text}
            </Button>
          ))}
          <LeaveOut id={id} title={title} onChange={onChange} />
        </View>
      ) : null}
      <Problem error={mend.error} />
    </View>
  )
}

type Way = OldEntry['findings'][number]['ways'][number]['way']

interface LeaveOutProps {
  id: string
  title: string
  onChange: () => Promise<void>
}

function LeaveOut({ id, title, onChange }: LeaveOutProps) {
  const drop = useAction(async () => {
    await call('DELETE /api/old-entries/:id', { params: { id } })
    await onChange()
  })
  return (
    <>
      <Button kind="quiet" inline busy={drop.busy} label={title} onPress={() => void drop.run()}>
        不补录这一条
      </Button>
      <Problem error={drop.error} />
    </>
  )
}
