import type { EnterpriseLinkView } from '@hutang/shared/contract'
import { kindWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Dialog, EmptyState, LoadMore, Problem, Tag, Textarea, toast } from '../../components'
import { dayText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { useMore } from '../../hooks/use-more'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'

/** 等核实: who says that an enterprise is theirs, the oldest first. */
export function Links({ region }: { region: string }) {
  const screen = useScreen(
    'GET /api/regions/:code/enterprise-links',
    { params: { code: region }, query: {} },
    { kept: false },
  )
  return (
    <Loaded screen={screen}>
      {(first) => <Waiting region={region} first={first} reload={screen.reload} />}
    </Loaded>
  )
}

interface WaitingProps {
  region: string
  first: { items: EnterpriseLinkView[]; next?: string }
  reload: () => Promise<void>
}

function Waiting({ region, first, reload }: WaitingProps) {
  const [refused, setRefused] = useState<EnterpriseLinkView>()
  const pages = useMore(first, (cursor) =>
    call('GET /api/regions/:code/enterprise-links', { params: { code: region }, query: { cursor } }),
  )
  const confirm = useAction(async (_key, { id, version, person }: EnterpriseLinkView) => {
    await call('POST /api/enterprise-links/:id/confirm', { params: { id }, body: { version } })
    toast(`已核实，会告诉${person.name}`)
    await reload()
  })
  if (pages.items.length === 0)
    return (
      <EmptyState icon="check" title="没有人在等" detail="有人添加企业，会排在这里，也显示在工作台上。" />
    )
  return (
    <>
      <Problem error={confirm.error} />
      <View className="firm-links">
        {pages.items.map((link) => (
          <Link
            key={link.id}
            link={link}
            busy={confirm.busy}
            onConfirm={() => void confirm.run(link)}
            onRefuse={() => setRefused(link)}
          />
        ))}
      </View>
      <LoadMore pages={pages} />
      {refused ? (
        <Refuse
          key={refused.id}
          link={refused}
          onClose={() => setRefused(undefined)}
          onDone={async () => {
            setRefused(undefined)
            await reload()
          }}
        />
      ) : null}
    </>
  )
}

interface LinkProps {
  link: EnterpriseLinkView
  busy: boolean
  onConfirm: () => void
  onRefuse: () => void
}

function Link({ link, busy, onConfirm, onRefuse }: LinkProps) {
  const { enterprise, person, at, owners, mine } = link
  const { creditCode, kind, region, registered, goneSince } = enterprise
  return (
    <Card>
      <Text className="firm-links__name">{enterprise.name}</Text>
      <View className="firm-links__tags">
        {registered ? <Tag tone="good">名录里有</Tag> : <Tag tone="soon">名录里没有</Tag>}
        {goneSince ? <Tag tone="missing">不在最新名录</Tag> : null}
        {owners > 0 ? <Tag tone="soon">{`已有 ${owners} 人在管`}</Tag> : null}
      </View>
      <Text className="firm-links__line">{`${person.name}说这是他的企业`}</Text>
      <Text className="firm-links__small" userSelect>
        {[creditCode ?? '没有填代码', kind ? kindWords[kind] : '', region.name].filter(Boolean).join(' · ')}
      </Text>
      <Text className="firm-links__small">{`${dayText(at)}提出`}</Text>
      {mine ? (
        <Text className="firm-links__small">您自己申请的，要由别的经办人来核实。</Text>
      ) : (
        <View className="firm-links__doors">
          <Button busy={busy} label={enterprise.name} onPress={onConfirm}>
            核实过了，是他的
          </Button>
          <Button kind="secondary" label={enterprise.name} onPress={onRefuse}>
            不通过
          </Button>
        </View>
      )}
    </Card>
  )
}

interface RefuseProps {
  link: EnterpriseLinkView
  onClose: () => void
  onDone: () => Promise<void>
}

/** The person reads the reason as it is written. */
function Refuse({ link, onClose, onDone }: RefuseProps) {
  const [reason, setReason] = useState('')
  const refuse = useAction(async () => {
    await call('POST /api/enterprise-links/:id/refuse', {
      params: { id: link.id },
      body: { reason: reason.trim() },
    })
    toast('已告诉本人')
    await onDone()
  })
  return (
    <Dialog
      open
      title={`不通过：${link.enterprise.name}`}
      onClose={onClose}
      actions={
        <Button
          busy={refuse.busy}
          reason={reason.trim() === '' ? '请写明原因' : undefined}
          onPress={() => void refuse.run()}
        >
          不通过，告诉本人
        </Button>
      }
    >
      <Textarea
        label="为什么"
        hint="本人会看到。例：请带营业执照和身份证到镇企业服务窗口核对。"
        maxLength={200}
        value={reason}
        error={refuse.error?.fieldMessage('reason')}
        onChange={setReason}
      />
      <Problem error={refuse.error} />
    </Dialog>
  )
}
