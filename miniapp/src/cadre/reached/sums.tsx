import { Text, View } from '@tarojs/components'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, Fold, Row } from '../../components'
import { dayText, momentText } from '../../format/date'
import { goTo, goToCadre } from '../../hooks/navigation'
import { Shares } from '../components/reach/shares'
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
  const { announcement, name, at, expected, counting, parts, channels, visits, nextAt } = one
  const some = parts.filter(({ persons }) => persons > 0)
  return (
    <>
      <View className="reached-hero">
        <Text className="reached-hero__what">{`${name} · ${momentText(at)}`}</Text>
        <Text className="reached-hero__figure">{`${expected} 人`}</Text>
        <Text className="reached-hero__what">
          {counting ? '还在数，过一会儿再看。' : '该告诉的人，都在下面，加起来就是这个数。'}
        </Text>
      </View>
      {some.length > 0 ? (
        <Card>
          <Shares
            parts={some.map(({ name: part, persons }) => ({ name: part, persons, note: '' }))}
            of={expected}
          />
          {nextAt ? (
            <Text className="reached__note">{`还在等的，最早 ${momentText(nextAt)} 告诉。`}</Text>
          ) : null}
        </Card>
      ) : null}
      {some.some(({ reasons, listed }) => reasons.length > 0 || listed) ? (
        <Card title="没看到的，为什么" flush>
          {some.flatMap(({ part, name: words, persons, reasons, listed }) => {
            if (reasons.length === 0 && !listed) return []
            const open = () => goToCadre('reached', { id: told.notice, part, announcement })
            return (
              <Row
                key={part}
                title={`${words} ${persons} 人`}
                detail={reasons.map((one) => `${one.persons} 人：${one.text}`).join('\n') || undefined}
                value={listed && told.names ? '看是谁' : undefined}
                onPress={listed && told.names ? open : undefined}
              />
            )
          })}
        </Card>
      ) : null}
      <Card title="用什么告诉的" flush>
        {channels
          .filter(({ sent }) => sent > 0)
          .map(({ channel, name: way, sent, read }) => (
            <Row key={channel} title={way} value={`${sent} 人`} note={`其中 ${read} 人打开看了`} />
          ))}
        {visits.households > 0 ? (
          <Row
            title="上门"
            value={`${visits.told}/${visits.households} 户`}
            note={`已告知 ${visits.told} 户，共 ${visits.persons} 人`}
          />
        ) : null}
        {visits.households === 0 && channels.every(({ sent }) => sent === 0) ? (
          <Row title="还没有发出去" detail="到时候会发；“消息”和公开栏里已经有了。" />
        ) : null}
      </Card>
    </>
  )
}
