FROM python:3.12-slim AS packages
COPY requirements.lock .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock

FROM python:3.12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin kapcouples
COPY --from=packages /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/tmp/cache
WORKDIR /app
COPY manage.py ./
COPY kapcouples kapcouples
COPY protocols protocols
COPY sessions_app sessions_app
COPY templates templates
COPY static static
# To gather the styles, the settings are read once; nothing of these values stays in the image.
RUN KAP_TRYOUT=1 ALLOWED_HOSTS=localhost DATABASE_URL=postgresql:///none REDIS_URL=redis://none \
    SECRET_KEY=$(python -c 'import secrets; print(secrets.token_hex(64))') \
    python manage.py collectstatic --no-input
USER 10001
EXPOSE 8000
CMD ["gunicorn", "kapcouples.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--preload", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
