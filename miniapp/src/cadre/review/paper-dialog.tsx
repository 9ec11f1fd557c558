import type { EditionWork } from '@hutang/shared/contract'
import { Image, Text } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { chooseImages } from '../../api/choose-image'
import { upload } from '../../api/upload'
import { Button, Dialog, Problem, RadioGroup, Textarea, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useChoose } from '../../hooks/use-choose'
import { useScreen } from '../../hooks/use-screen'
import './review.scss'

interface PaperDialogProps {
  work: EditionWork
  onClose: () => void
  onHandedIn: () => void
}

const decisions = [
  { value: 'approve', label: '同意公开' },
  { value: 'return', label: '退回修改' },
] as const

type Decision = (typeof decisions)[number]['value']

/** What the signed sheet says, with its photo. */
export function PaperDialog({ work, onClose, onHandedIn }: PaperDialogProps) {
  const params = { id: work.notice }
  const { data, error } = useScreen('GET /api/notices/:id/review/paper', { params })
  const [signer, setSigner] = useState<string>()
  const [decision, setDecision] = useState<Decision>()
  const [reason, setReason] = useState('')
  const [photo, setPhoto] = useState<string>()
  const handIn = useAction(() =>
    upload(`/api/notices/${encodeURIComponent(work.notice)}/review/paper`, photo ?? '', {
      signer: signer ?? '',
      decision: decision ?? '',
      reason: decision === 'return' ? reason.trim() : '',
      // Of what is shown on this page: what was printed before it changed does not count any more.
      revision: String(work.revision),
      contentHash: work.contentHash,
    }),
  )
  const { choose, error: notChosen } = useChoose()
  const photograph = () =>
    choose(
      () => chooseImages({ count: 1, size: 'compressed' }),
      ([path]) => setPhoto(path),
    )
  const missing = data?.refused ?? missingIn({ signer, decision, reason, photo })
  const finish = async () => {
    if (!(await handIn.run())) return
    toast(decision === 'approve' ? '审核单交好了，等着发布' : '审核单交好了，已退回给作者')
    onHandedIn()
  }
  return (
    <Dialog
      open
      title="交签了字的审核单"
      onClose={onClose}
      actions={
        <Button busy={handIn.busy} reason={missing} onPress={() => void finish()}>
          交上去
        </Button>
      }
    >
      <Text className="review__paper">
        {`先对一对：审核单上的校验码，开头四位应是 ${work.contentHash.slice(0, 4)}，末四位应是 ${work.contentHash.slice(-4)}。`}
      </Text>
      <Problem error={error} />
      {data?.signers.length === 0 ? (
        <Text className="review__paper">没有别的人能审核这条公开：写过它的人、您自己都不算。</Text>
      ) : (
        <RadioGroup
          label="谁签的字"
          value={signer}
          choices={(data?.signers ?? []).map(({ person, name }) => ({ value: person, label: name }))}
          onChange={setSigner}
        />
      )}
      <RadioGroup label="勾的是哪一个" value={decision} choices={decisions} onChange={setDecision} />
      {decision === 'return' ? (
        <Textarea
          label="退回原因"
          required
          hint="照审核单上写的填。"
          maxLength={300}
          value={reason}
          onChange={setReason}
          error={handIn.error?.fieldMessage('reason')}
        />
      ) : null}
      {photo ? (
        <Image
          className="review__photo"
          src={photo}
          mode="aspectFit"
          {...a11y({ role: 'img', label: '拍的审核单' })}
        />
      ) : null}
      <Button kind="secondary" icon="image" onPress={() => void photograph()}>
        {photo ? '换一张照片' : '拍审核单'}
      </Button>
      <Text className="review__paper">照片里要看得清校验码和签名。只有村里办事的人能看，不会公开。</Text>
      <Problem error={notChosen ?? handIn.error} />
    </Dialog>
  )
}

interface Filled {
  signer: string | undefined
  decision: Decision | undefined
  reason: string
  photo: string | undefined
}

function missingIn({ signer, decision, reason, photo }: Filled): string | undefined {
  if (!signer) return '请选谁签的字'
  if (!decision) return '请选勾的是哪一个'
  if (decision === 'return' && reason.trim() === '') return '请写退回原因'
  return photo ? undefined : '请拍审核单'
}
