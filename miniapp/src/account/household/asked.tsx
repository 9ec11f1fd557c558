import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Card, Dialog, Problem, Row, toast } from '../../components'
import { dayText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'

type Asked = Answer<'GET /api/me/household/claims'>['claims'][number]

/** 换了微信: somebody says that they are of this household; its members know. */
export function AskedOfUs({ onChanged }: { onChanged: () => void }) {
  const screen = useScreen('GET /api/me/household/claims', {}, { kept: false })
  const [asked, setAsked] = useState<Asked>()
  const claims = screen.data?.claims ?? []
  if (claims.length === 0) return null
  return (
    <Card title="家里人换了微信？" tone="info" flush>
      {claims.map((claim) => (
        <Row
          key={claim.id}
          icon="people"
          title={`${claim.name}说换了微信`}
          detail={`${dayText(claim.openedAt)}提出。是不是本人？点开说一声`}
          onPress={() => setAsked(claim)}
        />
      ))}
      {asked ? (
        <Say
          key={asked.id}
          claim={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined)
            void screen.reload()
            onChanged()
          }}
        />
      ) : null}
    </Card>
  )
}

function Say({ claim, onClose, onDone }: { claim: Asked; onClose: () => void; onDone: () => void }) {
  const say = useAction(async (_key, theirs: boolean) => {
    await call('POST /api/me/household/claims/:id/decision', { params: { id: claim.id }, body: { theirs } })
    toast(theirs ? '好了，新的微信可以用了' : '已经告诉对方')
    onDone()
  })
  return (
    <Dialog
      open
      title={`是${claim.name}本人吗？`}
      onClose={onClose}
      actions={
        <>
          <Button busy={say.busy} onPress={() => void say.run(true)}>
            是本人
          </Button>
          <Button kind="secondary" busy={say.busy} onPress={() => void say.run(false)}>
            不是本人
          </Button>
        </>
      }
    >
      <Problem error={say.error} />
      {`请先当面或打电话问一声。说“是本人”后，${claim.name}原来的微信马上退出，新的微信能看到您家的内容。`}
    </Dialog>
  )
}
