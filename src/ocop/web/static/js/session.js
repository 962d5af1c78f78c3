// Warns 60 seconds before the session ends. Nothing that was typed is touched: the page stays, and after a new sign-in in
// another tab its forms get the new protection token, so that they can be sent.
(() => {
  const { seconds, keep, login } = document.currentScript.dataset
  const box = document.createElement('div')
  box.className = 'session-end'
  box.setAttribute('role', 'alertdialog')
  box.setAttribute('aria-label', 'Phiên làm việc')
  box.hidden = true
  document.body.append(box)
  let warning, ending, over = false

  const show = (title, text, label, act) => {
    const head = document.createElement('p'), body = document.createElement('p'), line = document.createElement('p')
    const button = document.createElement('button')
    head.className = 'notice-title'
    head.textContent = title
    body.textContent = text
    button.type = 'button'
    button.className = 'button primary'
    button.textContent = label
    button.addEventListener('click', act)
    line.append(button)
    box.replaceChildren(head, body, line)
    box.hidden = false
  }
  const start = () => {
    clearTimeout(warning)
    clearTimeout(ending)
    over = false
    box.hidden = true
    warning = setTimeout(warn, Math.max(seconds - 60, 1) * 1000)
    ending = setTimeout(end, seconds * 1000)
  }
  const warn = () => show('Còn 60 giây thì phiên làm việc hết', 'Chữ đã gõ vẫn còn trên trang.', 'Ở lại làm tiếp', ask)
  const end = () => {
    over = true
    show('Phiên làm việc đã hết', 'Chữ đã gõ vẫn còn trên trang này. Đăng nhập ở thẻ mới, rồi quay lại đây gửi tiếp.',
      'Đăng nhập ở thẻ mới', () => window.open(login, '_blank', 'noopener'))
  }
  const ask = async () => {
    try {
      const answer = await fetch(keep, { headers: { Accept: 'application/json' }, redirect: 'manual' })
      if (!answer.ok) return end()
      const { token } = await answer.json()
      document.querySelectorAll('input[name=csrfmiddlewaretoken]').forEach(field => { field.value = token })
      start()
    } catch {
      show('Máy đang mất kết nối mạng', 'Chữ đã gõ vẫn còn trên trang. Có mạng lại thì bấm nút này.', 'Giữ phiên làm việc', ask)
    }
  }
  document.addEventListener('visibilitychange', () => { if (over && !document.hidden) ask() })
  start()
})()
