import type { TurnoverMove, TurnoverPlan, TurnoverVillage } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card, Checkbox, Fold, Row } from '../../components'
import { plainDay } from '../../format/date'
import { Answers } from '../components/answers/answers'
import { Figures } from '../components/figures/figures'

interface PreviewProps {
  plan: TurnoverPlan
  kinChecked: boolean
  onKin: (checked: boolean) => void
  onAnswer: (line: number, value: string) => void
}

const few = 30

/** What the sheet would change: what is wrong and what is asked first, then place by place. */
export function Preview({ plan, kinChecked, onKin, onAnswer }: PreviewProps) {
  const { counts, problems, villages } = plan
  const [most, setMost] = useState(few)
  const asked = villages.filter(({ asks }) => asks.length > 0)
  return (
    <>
      <Figures
        figures={[
          { name: '个地方', value: counts.villages },
          { name: '上任', value: counts.begins },
          { name: '离任', value: counts.ends },
          { name: '留任', value: counts.stays },
        ]}
      />
      <View className="turnover__preview">
        <View className="turnover__first">
          {problems.length > 0 ? <Problems problems={problems} /> : null}
          {asked.length > 0 ? <Questions villages={asked} onAnswer={onAnswer} /> : null}
          {supervises(plan) ? (
            <Card title="组织法第三十七条" tone="warning">
              <Text className="turnover__line">
                村民委员会成员及其近亲属（配偶、父母、子女、兄弟姐妹、祖孙），不能当村监会成员。
              </Text>
              <Checkbox
                label="已核对：表里的村监会成员都不是"
                detail="会记下是谁、什么时候核对的"
                checked={kinChecked}
                onChange={onKin}
              />
            </Card>
          ) : null}
        </View>
        <View className="turnover__rest">
          {villages.slice(0, most).map((village) => (
            <Village key={village.region.code} village={village} open={villages.length <= 3} />
          ))}
          {villages.length > most ? (
            <Button
              kind="quiet"
              onPress={() => setMost(most + few * 3)}
            >{`再看 ${villages.length - most} 个地方`}</Button>
          ) : null}
        </View>
      </View>
    </>
  )
}

/** Whether the sheet gives somebody the supervision, or may once it is answered. */
export const supervises = ({ villages }: TurnoverPlan): boolean =>
  villages.some(({ begins, asks }) => asks.length > 0 || begins.some(({ role }) => role === 'supervisor'))

function Problems({ problems }: Pick<TurnoverPlan, 'problems'>) {
  return (
    <Card title={`表里要改的 ${problems.length}`} tone="alert" flush>
      {problems.slice(0, few).map(({ row, message }) => (
        <Row
          key={`${row}${message}`}
          title={message}
          note={row === undefined || message.startsWith('第') ? undefined : `第 ${row} 行`}
        />
      ))}
      {problems.length > few ? (
        <Text className="turnover__more">{`还有 ${problems.length - few} 处，先改上面的。`}</Text>
      ) : null}
    </Card>
  )
}

function Questions({
  villages,
  onAnswer,
}: { villages: readonly TurnoverVillage[] } & Pick<PreviewProps, 'onAnswer'>) {
  const asks = villages.flatMap(({ region, asks: some }) =>
    some.map((ask) => ({ ...ask, place: region.name })),
  )
  return (
    <Card title={`要问您的 ${asks.length}`} tone="info">
      {asks.slice(0, few).map(({ line, what, text, choices, place }) => (
        <View className="turnover__ask" key={`${line}${what}`}>
          <Text className="turnover__line">{`${place}，第 ${line} 行：${text}`}</Text>
          <Answers label={text} answers={choices} value={null} onAnswer={(value) => onAnswer(line, value)} />
        </View>
      ))}
    </Card>
  )
}

function Village({ village, open }: { village: TurnoverVillage; open: boolean }) {
  const { region, begins, ends, stays, kept, warnings } = village
  return (
    <Fold
      title={region.name}
      note={`${begins.length}人上任，${ends.length}人离任，${stays.length}人留任`}
      open={open || warnings.length > 0}
      flush
    >
      {warnings.map((text) => (
        <Text className="turnover__warning" key={text}>
          {text}
        </Text>
      ))}
      <Moves moves={begins} what="上任" tone="good" />
      <Moves moves={ends} what="离任" tone="plain" />
      <Moves moves={stays} what="留任" tone="info" />
      {kept.length > 0 ? (
        <Text className="turnover__more">{`表里没写、照旧的：${kept.join('、')}`}</Text>
      ) : null}
    </Fold>
  )
}

interface MovesProps {
  moves: readonly TurnoverMove[]
  what: string
  tone: 'good' | 'plain' | 'info'
}

const Moves = ({ moves, what, tone }: MovesProps) => (
  <>
    {moves.map((move) => (
      <Row
        key={`${what}${move.role}${move.name}${move.line}`}
        title={move.name}
        detail={move.roleText}
        note={
          [what === '上任' ? `${plainDay(move.since ?? '')}起` : '', move.isNew ? '新登记的人' : '']
            .filter(Boolean)
            .join(' · ') || undefined
        }
        tag={{ text: what, tone }}
      />
    ))}
  </>
)
