import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Dialog, Elements, Input, Problem, toast } from '../../components'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'

export type OpenClaim = Answer<'GET /api/regions/:code/claims'>['claims'][number]

/** What is asked, in a line of the list. */
export function claimText({ kind, householdCode, phone }: OpenClaim): string {
  if (kind === 'phone') return `手机号换了，新的 ${phone ?? ''}，户号 ${householdCode}`
  return kind === 'wechat' ? `换了微信，户号 ${householdCode}` : `报的户号 ${householdCode}`
}

const questionOf = ({ kind, name }: OpenClaim): string =>
  kind === 'phone' ? `${name}的手机号换了吗？` : `${name}是这一户的吗？`

const sayOf = ({ kind, matches }: OpenClaim): string => {
  if (kind === 'phone') return '请打这个新号码，或当面问一声。确认后换成新的号码，旧的号码删掉。'
  if (!matches)
    return '村里的册子上，这一户没有对上这个姓名：可能写错了字、已迁出，或有同名的人。请先问清楚。'
  const known = '村里的册子上，这一户有这个姓名。请再当面或打电话问一声。'
  return kind === 'wechat' ? `${known}确认后，原来的微信马上退出。` : known
}

interface ClaimDialogProps {
  claim: OpenClaim | undefined
  onClose: () => void
  onDecided: (id: string) => void
  onSlip: (household: string) => void
}

export function ClaimDialog({ claim, onClose, onDecided, onSlip }: ClaimDialogProps) {
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  useEffect(() => {
    if (claim) setReason('')
    setRefusing(false)
  }, [claim])
  const decide = useAction((_key, id: string, decision: 'confirm' | 'refuse') =>
    call('POST /api/claims/:id/decision', {
      params: { id },
      body: { decision, ...(decision === 'refuse' ? { reason: reason.trim() } : {}) },
    }),
  )
  if (!claim) return null
  const finish = async (decision: 'confirm' | 'refuse') => {
    if (!(await decide.run(claim.id, decision))) return
    toast(
      decision !== 'confirm'
        ? '已告诉对方没有通过'
        : claim.kind === 'phone'
          ? `${claim.name}的手机号换好了`
          : `${claim.name}已认证为 ${claim.householdCode} 户的人`,
    )
    onDecided(claim.id)
  }
  const actions = refusing ? (
    <Button
      busy={decide.busy}
      reason={reason.trim() ? undefined : '请先写明原因'}
      onPress={() => void finish('refuse')}
    >
      不通过
    </Button>
  ) : (
    <>
      <Button
        busy={decide.busy}
        reason={claim.matches ? undefined : '册子上没有对上这个姓名，不能确认'}
        onPress={() => void finish('confirm')}
      >
        {claim.kind === 'phone' ? '是本人，换成新号码' : '确认是这一户的人'}
      </Button>
      <Button kind="secondary" onPress={() => setRefusing(true)}>
        不是，不通过
      </Button>
      <Button
        kind="quiet"
        onPress={() => {
          onClose()
          onSlip(claim.householdCode)
        }}
      >
        拿不准，给这一户开纸条
      </Button>
    </>
  )
  return (
    <Dialog open title={questionOf(claim)} onClose={onClose} actions={actions}>
      <Elements
        items={[
          { name: '报的户号', text: claim.householdCode },
          { name: '报的姓名', text: claim.name },
          ...(claim.phone === null ? [] : [{ name: '新的手机号', text: claim.phone }]),
          { name: '什么时候报的', text: momentText(claim.openedAt) },
        ]}
      />
      <Text>{sayOf(claim)}</Text>
      {refusing ? (
        <Input
          label="不通过的原因"
          required
          hint="对方会看到。例：册子上没有您的姓名，请带户口本到村委会。"
          maxLength={200}
          value={reason}
          onChange={setReason}
          error={decide.error?.fieldMessage('reason')}
        />
      ) : null}
      <Problem error={decide.error} />
    </Dialog>
  )
}
