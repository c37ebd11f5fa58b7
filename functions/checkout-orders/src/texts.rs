//! What is said of a field that is not acceptable, in English and Russian.

use edge::payer::Language;
use operations::FieldError;

/// A sentence for the payer.
pub(crate) fn wrong(language: Language, error: &FieldError) -> &'static str {
    let field = error.field.rsplit('.').next().unwrap_or_default();
    let (english, russian) = match (field, error.code.as_str()) {
        (_, "card_number_not_allowed") => (
            "Leave the card number out: it is not needed here.",
            "Уберите номер карты: здесь он не нужен.",
        ),
        ("name", _) => (
            "Write a shorter name, in one line.",
            "Напишите имя короче, в одну строку.",
        ),
        ("email", _) => (
            "This is not an e-mail address, such as anna@mail.example.",
            "Это не адрес почты вида anna@mail.example.",
        ),
        ("phone", _) => (
            "Write the phone with the code of the country: +7 916 123-45-67.",
            "Напишите телефон с кодом страны: +7 916 123-45-67.",
        ),
        ("contact" | "client", _) => (
            "Write an e-mail address or a phone: the shop reaches you there.",
            "Укажите почту или телефон: по ним магазин свяжется с вами.",
        ),
        ("paid_on", "date_in_future") => (
            "This day is still to come. Choose the day on which you paid.",
            "Этот день ещё не наступил. Укажите день, когда вы заплатили.",
        ),
        ("paid_on", "date_too_old") => (
            "This day is more than a year ago. Choose a later one.",
            "Этот день был больше года назад. Укажите более поздний.",
        ),
        ("paid_on", _) => ("Choose a day of the calendar.", "Укажите день по календарю."),
        ("comment", _) => (
            "The comment is too long: at most 2,000 characters.",
            "Комментарий слишком длинный: не больше 2000 символов.",
        ),
        ("receipt", "file_too_large") => (
            "The file is larger than 5 MB. Choose a smaller one, or pay without it.",
            "Файл больше 5 МБ. Выберите файл поменьше или отправьте без него.",
        ),
        ("receipt", "file_type_not_supported") => (
            "The file is of another kind: choose a PNG, JPEG, WebP, GIF or PDF.",
            "Файл другого вида: выберите PNG, JPEG, WebP, GIF или PDF.",
        ),
        ("receipt", "receipts_full") => (
            "The shop takes no more files at the moment. Send the form without the file.",
            "Магазин сейчас больше не принимает файлы. Отправьте форму без файла.",
        ),
        ("receipt", _) => (
            "The file is not what its name says. Save it anew, or choose another one.",
            "Файл не того вида, что говорит его имя. Сохраните его заново или выберите другой.",
        ),
        ("price", _) => (
            "The price has changed meanwhile. Look at it once more, then press the button.",
            "Цена за это время изменилась. Посмотрите на неё ещё раз и нажмите кнопку.",
        ),
        ("order", "too_many") => (
            "Too many orders wait here to be paid. Pay one that you have opened, or come back in an hour.",
            "Здесь слишком много неоплаченных заказов. Оплатите уже открытый или вернитесь через час.",
        ),
        ("order", "again") => (
            "Something changed meanwhile. Press the button again.",
            "За это время что-то изменилось. Нажмите кнопку ещё раз.",
        ),
        ("order", _) => (
            "The shop does not take this payment at the moment. Nothing has been sent.",
            "Магазин сейчас не принимает этот платёж. Ничего не отправлено.",
        ),
        ("system", _) => ("Choose how to pay.", "Выберите, как оплатить."),
        _ => (
            "The page was open for too long. Check the form and press the button again.",
            "Страница была открыта слишком долго. Проверьте форму и нажмите кнопку ещё раз.",
        ),
    };
    language.say(english, russian)
}
