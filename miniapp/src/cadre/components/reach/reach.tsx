import { Text, View } from '@tarojs/components'
import type { Answer } from '../../../api/contract'
import { Fold } from '../../../components'
import { useScreen } from '../../../hooks/use-screen'
import { Loaded } from '../../../widgets'
import { type Share, Shares } from './shares'
import './reach.scss'

type Reach = Answer<'GET /api/notices/:id/reach'>

interface ReachProps {
  notice: string
  /** As the publisher is about to choose it. */
  visit?: boolean
  ending?: 'withdrawn'
  /** 定时发布: the time as it is about to be chosen. */
  at?: string
}

/** 发布前: how many would be told, by what, when, and what it costs. */
export function Reach({ notice, visit, ending, at }: ReachProps) {
  const query = {
    ...(visit === undefined ? {} : { visit }),
    ...(ending ? { ending } : {}),
    ...(at ? { at } : {}),
  }
  const screen = useScreen('GET /api/notices/:id/reach', { params: { id: notice }, query }, { kept: false })
  return <Loaded screen={screen}>{(reach) => <Figures reach={reach} later={at !== undefined} />}</Loaded>
}

function Figures({ reach, later }: { reach: Reach; later: boolean }) {
  const { persons, exact, kind, when, unreachable } = reach
  if (persons === 0) return <Text className="reach__none">{nobody[kind]}</Text>
  return (
    <View className="reach">
      <Text className="reach__total">{`将告诉${exact ? '' : '约'} ${persons} 人`}</Text>
      {whom[kind] ? <Text className="reach__whom">{whom[kind]}</Text> : null}
      <Shares parts={partsOf(reach)} of={persons} />
      <Money sms={reach.sms} later={later} />
      <Text className="reach__note">{whenText(when, later)}</Text>
      {unreachable.length > 0 ? (
        <Fold title="为什么有人手机收不到" flush>
          {unreachable.map(({ code, text, persons: count }) => (
            <Text key={code} className="reach__why">{`${count} 人：${text}`}</Text>
          ))}
        </Fold>
      ) : null}
    </View>
  )
}

const nobody: Record<Reach['kind'], string> = {
  published: '没有人订阅这一项，也不涉及哪一户：公开后在公开栏里看。',
  corrected: '没有人收到过原来的，不用再告诉。',
  withdrawn: '没有人收到过这一条，不用再告诉。',
}

/** Who they are, where that is not whoever follows it. */
const whom: Partial<Record<Reach['kind'], string>> = {
  corrected: '收到过原来那条的，还有这次新涉及的人家。',
  withdrawn: '收到过这一条的人。',
}

/** They add up to all that are told. */
function partsOf({ channels, visit, inbox, silent, sms }: Reach): Share[] {
  return [
    ...channels.map(({ channel, name, persons }) => ({
      name,
      persons,
      notes: channel === 'sms' && sms.fen > 0 ? [`最多 ${yuan(sms.fen)} 元`] : [],
    })),
    {
      name: '上门',
      persons: visit.persons,
      notes: [`${visit.households} 户，列在入户名单上`],
      missed: true,
    },
    { name: '只在“消息”和公开栏', persons: inbox, notes: ['手机收不到'], missed: true },
    { name: '自己选了不提醒', persons: silent, notes: ['“消息”里有'] },
  ].filter(({ persons }) => persons > 0)
}

/** What is left of the month's money for SMS. */
function Money({ sms: { persons, enough, leftFen, month }, later }: Pick<Reach, 'sms'> & { later: boolean }) {
  if (persons === 0 || leftFen === null) return null
  const named = later ? `${Number(month.slice(5))} 月` : '这个月'
  if (enough) return <Text className="reach__note">{`${named}的短信费还剩 ${yuan(leftFen)} 元。`}</Text>
  return (
    <Text className="reach__note reach__note--warning">
      {`${named}的短信费只剩 ${yuan(leftFen)} 元，不够发完；发不到的，用别的办法告诉。`}
    </Text>
  )
}

const whenText = ({ now, later }: Reach['when'], planned: boolean) =>
  [
    now > 0 ? `${planned ? '一公开就告诉' : '马上'} ${now} 人` : '',
    ...later.map(({ text, persons }) => `${text} ${persons} 人`),
  ]
    .filter(Boolean)
    .join('；')
    .concat('。')

const yuan = (fen: number) => (fen / 100).toFixed(2)
