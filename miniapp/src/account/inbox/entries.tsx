import type { InboxEntry } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, LoadMore, Pressable, Row } from '../../components'
import { momentText } from '../../format/date'
import { goTo, openPage } from '../../hooks/navigation'
import { useMore } from '../../hooks/use-more'
import { unread } from '../../store/unread'
import './inbox.scss'

type InboxData = Answer<'GET /api/screens/inbox'>

const kindText: Partial<Record<InboxEntry['kind'], string>> = {
  corrected: '已更正',
  withdrawn: '已撤回',
  takenDown: '已撤下',
  leaked: '请您看一看',
  reminder: '提醒',
  work: '待办',
}

interface EntriesProps {
  inbox: InboxData
  onRead: (update: (data: InboxData) => InboxData) => void
}

export function Entries({ inbox, onRead }: EntriesProps) {
  const pages = useMore(inbox, (cursor) => call('GET /api/screens/inbox', { query: { cursor } }))
  if (pages.items.length === 0) {
    return (
      <EmptyState
        icon="message"
        title="还没有消息"
        detail="订阅以后，村里公开新内容会在这里告诉您。"
        action="去订阅"
        onAction={() => goTo('subscriptions')}
      />
    )
  }
  // If this fails, the entry stays unread; the notice opens all the same.
  async function markRead({ id, at }: InboxEntry) {
    const answer = await call('POST /api/me/inbox/read', { body: { ids: [id] } }).catch(() => undefined)
    if (!answer) return
    const mark = (items: InboxEntry[]) => items.map((one) => (one.id === id ? { ...one, readAt: at } : one))
    unread.set(answer.unread)
    onRead((old) => ({ ...old, unread: answer.unread, items: mark(old.items) }))
    pages.change(mark)
  }
  const open = (entry: InboxEntry) => {
    if (entry.notice.link) void openPage(`/${entry.notice.link}`)
    else goTo('notice', { id: entry.notice.id })
    if (entry.readAt === null) void markRead(entry)
  }
  return (
    <>
      <Card flush>
        {pages.items.map((entry) => (
          <Entry key={entry.id} entry={entry} onPress={() => open(entry)} />
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}

function Entry({ entry, onPress }: { entry: InboxEntry; onPress: () => void }) {
  const { id, notice, kind, mark, reasons, at, changes, readAt } = entry
  const done = kind === 'work' ? notice.stateText : null
  const word = done ?? (notice.nil && kind === 'published' ? '本期无' : (mark ?? kindText[kind]))
  const why = reasons.join('、')
  return (
    <Row
      title={notice.plain ?? notice.title}
      detail={changes.length > 0 ? changes.join('\n') : undefined}
      note={momentText(at)}
      tag={word ? { text: word, tone: notice.nil || done ? 'info' : 'soon' } : undefined}
      unread={readAt === null}
      onPress={onPress}
    >
      <Pressable
        className="inbox-why"
        role="link"
        label={`${why}，为什么收到`}
        onPress={() => goTo('why', { entry: id, ...aboutOf(entry) })}
      >
        <Text className="inbox-why__reasons">{why}</Text>
        <Text className="inbox-why__ask">为什么收到</Text>
      </Pressable>
    </Row>
  )
}

/** What can be muted of it: work at a desk cannot. */
const aboutOf = ({ kind, notice }: InboxEntry) =>
  kind === 'work' || notice.link ? {} : { notice: notice.id, region: notice.region, item: notice.itemNo }
