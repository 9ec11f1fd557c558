import { gateFields } from '@hutang/shared'
import { AppError } from '../../../errors'
import type { UploadedForm } from '../../../http/upload'

const longestAlt = 100

export interface PictureUpload {
  /** Path of the file that was sent. */
  file: string
  alt: string
}

const fileProblems = ({ file, fileName }: UploadedForm) => [
  ...(file ? [] : [{ field: 'file', message: '图片：请选一张照片。' }]),
  ...gateFields([{ field: 'file', title: '图片的文件名', text: fileName }]),
]

/** The path of a photo that was sent; the name that the telephone gave it is not kept. */
export function photoIn(form: UploadedForm): string {
  const fields = fileProblems(form)
  if (!form.file || fields.length > 0) throw new AppError('invalidFields', { fields })
  return form.file
}

/** The form of a picture. */
export function pictureOf(form: UploadedForm): PictureUpload {
  const { file } = form
  const { alt = '' } = form.fields
  const fields = [
    ...fileProblems(form),
    ...gateFields([{ field: 'alt', title: '图片说明', text: alt }]),
    ...(alt.length > longestAlt ? [{ field: 'alt', message: `图片说明：最多 ${longestAlt} 个字。` }] : []),
  ]
  if (!file || fields.length > 0) throw new AppError('invalidFields', { fields })
  return { file, alt }
}
