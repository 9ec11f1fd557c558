import { Text, View } from '@tarojs/components'
import type { Answer } from '../../api/contract'
import { Button, Card, EmptyState, Fold, Row } from '../../components'
import { dayText, momentText } from '../../format/date'
import { goTo, goToCadre } from '../../hooks/navigation'
import { type Share, Shares } from '../components/reach/shares'
import { openPosting, openVisits } from '../open'
import '../components/reach/reach.scss'
import './reached.scss'

type Told = Answer<'GET /api/notices/:id/told'>
type ToldOf = Told['announcements'][number]

/** The newest telling open, the older ones folded; beside them what can still be done. */
export function Sums({ told }: { told: Told }) {
  const { notice, title, region, announcements } = told
  const [newest, ...older] = announcements
  return (
    <View className="reached">
      <View className="reached__sums">
        {newest ? (
          <One one={newest} told={told} />
        ) : (
          <EmptyState icon="people" title="这条没有告诉过谁" detail="本期无和只改错字的，不发消息。" />
        )}
        {older.map((one) => (
          <Fold key={one.announcement} title={`${one.name} · ${dayText(one.at)}`} note={`${one.expected} 人`}>
            <One one={one} told={told} />
          </Fold>
        ))}
      </View>
      <View className="reached__ways">
        <Card flush>
          <Row
            icon="document"
            title={title}
            note={region.name}
            onPress={() => goTo('notice', { id: notice })}
          />
        </Card>
        <Card title="还可以这样告诉" flush>
          <Row
            icon="house"
            title="入户名单"
            detail="手机收不到的，上门或打电话说一声"
            onPress={() => openVisits(region.code)}
          />
          <Row
            icon="people"
            title="发群和播报"
            detail="村民群的卡片、大喇叭的稿子，都做好了"
            onPress={() => openPosting(notice)}
          />
        </Card>
      </View>
    </View>
  )
}

function One({ one, told }: { one: ToldOf; told: Told }) {
  const { name, at, expected, counting, nextAt } = one
  return (
    <>
      <View className="reached-hero">
        <Text className="reached-hero__what">{`${name} · ${momentText(at)}`}</Text>
        <Text className="reached-hero__figure">{`${expected} 人`}</Text>
        <Text className="reached-hero__what">
          {counting ? '还在数，过一会儿再看。' : '该告诉的人，都在下面，加起来就是这个数。'}
        </Text>
      </View>
      {expected > 0 ? (
        <Card>
          <Shares parts={sharesOf(one, told)} of={expected} />
          {nextAt ? (
            <Text className="reached__note">{`还在等的，最早 ${momentText(nextAt)} 告诉。`}</Text>
          ) : null}
        </Card>
      ) : null}
      <Ways one={one} />
    </>
  )
}

/** What each part means; of those who may have missed it, why, and who they are. */
const sharesOf = ({ announcement, parts }: ToldOf, { notice, names }: Told): Share[] =>
  parts
    .filter(({ persons }) => persons > 0)
    .map(({ part, name, persons, reasons, listed }) => ({
      name,
      persons,
      notes: reasons.length > 0 ? reasons.map(because) : [meanings[part] ?? []].flat(),
      missed: listed,
      action:
        listed && names ? (
          <Button
            kind="quiet"
            inline
            label={name}
            onPress={() => goToCadre('reached', { id: notice, part, announcement })}
          >
            看是谁
          </Button>
        ) : undefined,
    }))

const because = ({ persons, text }: ToldOf['parts'][number]['reasons'][number]) => `${persons} 人：${text}`

/** Where the name alone does not say it. */
const meanings: Partial<Record<ToldOf['parts'][number]['part'], string>> = {
  unknown: '发了，不知道收没收到',
  visit: '要上门或打电话说一声',
  inbox: '手机收不到，在公开栏和“消息”里',
  failed: '几种办法都没发成',
  waiting: '到时候再告诉',
  dropped: '不用再告诉，或者自己选了不提醒',
}

/** What took it: those who read it are among those it was sent to. */
function Ways({ one: { channels, visits } }: { one: ToldOf }) {
  const used = channels.filter(({ sent }) => sent > 0)
  return (
    <Card title="用什么告诉的" flush>
      {used.map(({ channel, name, sent, read }) => (
        <Row key={channel} title={name} value={`${sent} 人`} note={`其中 ${read} 人打开看了`} />
      ))}
      {visits.households > 0 ? (
        <Row
          title="上门"
          value={`共 ${visits.households} 户`}
          note={`已告知 ${visits.told} 户，共 ${visits.persons} 人`}
        />
      ) : null}
      {used.length + visits.households === 0 ? (
        <Row title="还没有发出去" detail="到时候会发；“消息”和公开栏里已经有了。" />
      ) : null}
    </Card>
  )
}
