import type { EditionWork } from '@hutang/shared/contract'
import { unwritten } from '@hutang/shared/rules'
import { Image, Text, View } from '@tarojs/components'
import { memo, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { chooseImages } from '../../api/choose-image'
import { call } from '../../api/client'
import { ApiError } from '../../api/errors'
import { upload } from '../../api/upload'
import { Button, Card, Dialog, Input, Problem } from '../../components'
import { addressOf } from '../../format/address'
import { useAction } from '../../hooks/use-action'
import { useChoose } from '../../hooks/use-choose'
import type { Draft } from '../draft/draft'

const most = 9
const notAPicture = new ApiError(422, 'picture', '选的文件不是图片，或者已经损坏。请换一张照片。')

/** The pictures, each with a description for people who cannot see it. */
export const PicturesPart = memo(function PicturesPart({ work, draft }: { work: EditionWork; draft: Draft }) {
  const { pictures, notice } = work
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [unreadable, setUnreadable] = useState(false)
  const remove = useAction((_key, picture: string) =>
    draft.saveThen(() =>
      call('DELETE /api/notices/:id/pictures/:picture', { params: { id: notice, picture } }),
    ),
  )
  const { choose, error } = useChoose()
  const take = (paths: string[]) => {
    setChosen(paths)
    // h5 leaves out files that are not pictures.
    setUnreadable(paths.length === 0)
  }
  const ask = () => chooseImages({ count: most - pictures.length, size: 'compressed' })
  return (
    <Card title="图片">
      {pictures.map((picture, at) => (
        <View className="edit__picture" key={picture.id}>
          <Image
            className="edit__image"
            src={addressOf(picture)}
            mode="aspectFill"
            {...a11y({ role: 'img', label: picture.alt })}
          />
          <View className="edit__picture-words">
            <Text>{picture.alt || '还没有说明'}</Text>
            <Button
              kind="quiet"
              inline
              icon="trash"
              busy={remove.busy}
              label={`删去第 ${at + 1} 张图片`}
              onPress={() => void remove.run(picture.id)}
            >
              删去
            </Button>
          </View>
        </View>
      ))}
      <Problem error={error ?? (unreadable ? notAPicture : remove.error)} />
      <Button
        kind="secondary"
        icon="image"
        reason={reasonAgainst(work)}
        onPress={() => void choose(ask, take)}
      >
        加图片
      </Button>
      {chosen.map((path, at) =>
        at === 0 ? (
          <AltDialog
            key={path}
            path={path}
            left={chosen.length}
            notice={notice}
            draft={draft}
            onDone={() => setChosen(chosen.slice(1))}
          />
        ) : null,
      )}
    </Card>
  )
})

function reasonAgainst({ notice, pictures }: EditionWork): string | undefined {
  if (notice === unwritten) return '先写几个字，再加图片'
  return pictures.length >= most ? `最多 ${most} 张` : undefined
}

interface AltDialogProps {
  path: string
  left: number
  notice: string
  draft: Draft
  onDone: () => void
}

function AltDialog({ path, left, notice, draft, onDone }: AltDialogProps) {
  const [alt, setAlt] = useState('')
  const add = useAction(() =>
    draft.saveThen(() =>
      upload<EditionWork>(`/api/notices/${encodeURIComponent(notice)}/pictures`, path, { alt: alt.trim() }),
    ),
  )
  return (
    <Dialog
      open
      title={left > 1 ? `图片说明（还有 ${left} 张）` : '图片说明'}
      onClose={onDone}
      actions={
        <Button
          busy={add.busy}
          reason={alt.trim() ? undefined : '请先写说明'}
          onPress={() => void add.run().then((done) => done && onDone())}
        >
          加上这张
        </Button>
      }
    >
      <Image
        className="edit__chosen"
        src={path}
        mode="aspectFit"
        {...a11y({ role: 'img', label: '选的图片' })}
      />
      <Input
        label="这张图是什么"
        required
        hint="看不见图片的人靠它知道。例：四组水渠修好以后的样子。"
        maxLength={100}
        value={alt}
        onChange={setAlt}
      />
      <Text className="edit__note">拍照的地点等信息会自动去掉。请不要拍到身份证、存折。</Text>
      <Problem error={add.error} />
    </Dialog>
  )
}
