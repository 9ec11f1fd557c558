/** Roles and states of plain elements, by their own names. */
export const aria = <P extends Record<string, string | number | boolean | undefined>>(
  role: string,
  props?: P,
) => ({
  role,
  ...props,
})
